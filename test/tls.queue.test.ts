import { chmodSync, chownSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedServer, inspectEmbedded, openEmbedded } from "../sql/embedded/index.js";
import { openWarehouse } from "../sql/warehouse.js";
import { openQueueBackend } from "../workers/queue/backend.js";
import { openQueues, PRIORITY } from "../workers/queue/queues.js";
import { type Certificates, canMakeCertificates, makeCertificates } from "./support/certificates.js";
import { canStartRedis, startRedis, type TestRedis } from "./support/redis.js";

const hasOpenssl = canMakeCertificates();
const hasRedis = hasOpenssl && canStartRedis();

let folder: string;
let certificates: Certificates;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-tls-"));
  // Run by root, the database belongs to another user, who must get in.
  chmodSync(folder, 0o755);
  if (hasOpenssl) certificates = makeCertificates(folder, "IP:127.0.0.1");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!hasOpenssl)("PostgreSQL behind TLS", () => {
  let server: EmbeddedServer;

  beforeAll(async () => {
    const data = join(folder, "data");
    server = await openEmbedded(data);
    const { uid, gid } = statSync(inspectEmbedded(data).database);
    chownSync(certificates.key, uid, gid);
    chmodSync(certificates.key, 0o600);
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(`alter system set ssl_cert_file = '${certificates.cert}'`);
    await admin.query(`alter system set ssl_key_file = '${certificates.key}'`);
    await admin.query("alter system set ssl = on");
    await admin.query("select pg_reload_conf()");
    await admin.end();
  });
  afterAll(() => server.release());

  const isEncrypted = async (query: string, host = "127.0.0.1"): Promise<boolean> => {
    const address = new URL(server.url);
    address.hostname = host;
    const warehouse = await openWarehouse({ databaseUrl: `${address}?${query}`, dataFolder: folder });
    try {
      const { rows } = await warehouse.pool.query("select ssl from pg_stat_ssl where pid = pg_backend_pid()");
      return rows[0].ssl;
    } finally {
      await warehouse.close();
    }
  };

  test("is used over TLS with its authority given, certificate and name checked", async () => {
    const authority = `sslrootcert=${encodeURIComponent(certificates.ca)}`;
    expect(await isEncrypted(`sslmode=verify-full&${authority}`)).toBe(true);
    expect(await isEncrypted("sslmode=disable")).toBe(false);
    expect(await isEncrypted("sslmode=no-verify")).toBe(true);
  });

  test("is refused where nobody vouches for its certificate, or the certificate is for another name", async () => {
    const password = new URL(server.url).password;
    const refusals = await Promise.allSettled([
      isEncrypted("sslmode=verify-full"),
      isEncrypted(`sslmode=verify-full&sslrootcert=${encodeURIComponent(certificates.ca)}`, "localhost"),
    ]);
    const reasons = refusals.map((refusal) => String((refusal as PromiseRejectedResult).reason));
    expect(reasons[0]).toMatch(/cannot be reached: (unable to verify|self-signed)/);
    expect(reasons[1]).toMatch(/cannot be reached: Hostname\/IP does not match certificate's altnames/);
    for (const reason of reasons) expect(reason).not.toContain(password);
  });

  test("keeps the queue over TLS as well", async () => {
    const url = `${server.url}?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificates.ca)}`;
    const backend = await openQueueBackend({ databaseUrl: url, redisUrl: undefined, archiveId: "test" });
    const queues = openQueues(backend);
    await queues.addExtract([{ documentId: "d1", runId: "1" }], PRIORITY.backlog);
    expect((await queues.countPending()).extract).toBe(1);
    await queues.close();
    await backend.close();
  });
});

describe.skipIf(!hasRedis)("Redis behind TLS", () => {
  let redis: TestRedis;

  beforeAll(async () => {
    redis = await startRedis(["--maxmemory-policy", "noeviction"], certificates);
  });
  afterAll(() => redis.stop());

  test("keeps the queue with its authority given in REDIS_CA", async () => {
    const backend = await openQueueBackend({
      databaseUrl: "",
      redisUrl: redis.url,
      redisTls: { ca: certificates.ca },
      archiveId: "test",
    });
    const queues = openQueues(backend);
    await queues.addExtract([{ documentId: "d1", runId: "1" }], PRIORITY.backlog);
    expect((await queues.countPending()).extract).toBe(1);
    await queues.close();
    await backend.close();
  });

  test("is refused without an authority, and a file that would be ignored is named", async () => {
    const open = (redisUrl: string, redisTls: { ca?: string }) =>
      openQueueBackend({ databaseUrl: "", redisUrl, redisTls, archiveId: "test" });
    await expect(open(redis.url, {})).rejects.toThrow(/does not answer \(.*certificate/);
    await expect(open(redis.url.replace("rediss", "redis"), { ca: certificates.ca })).rejects.toThrow(
      /rediss:\/\//,
    );
    await expect(open(redis.url, { ca: "/none.pem" })).rejects.toThrow(
      /REDIS_CA names \/none\.pem.*does not exist/,
    );
  });
});
