import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Config } from "../schemas/config.js";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { ingest } from "../scripts/commands/ingest.js";
import { migrate } from "../sql/migrate.js";
import { READER, setRolePassword } from "../sql/roles.js";
import { inTransaction } from "../sql/run-query.js";
import { scramVerifier } from "../sql/scram.js";
import { openWarehouse, type Warehouse, withLogin } from "../sql/warehouse.js";
import { makeWriterRole, WRITER } from "../sql/writer-role.js";
import { createLogger } from "../workers/logger.js";
import { prepareQueueTables } from "../workers/queue/queue-tables.js";
import { findFiles } from "../workers/sources/find-files.js";
import { runCommand } from "./support/command-line.js";
import { openTestWarehouse } from "./support/warehouse.js";

const PASSWORD = "worker-password-1";
const SAMPLE = join(PACKAGE_ROOT, "samples", "minutes", "ZZ01-2010-01-28.pdf");

let owner: Warehouse;
let writer: Warehouse;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-roles-"));
  owner = await openTestWarehouse();
  await prepareQueueTables(owner.url);
  await inTransaction(owner.pool, (client) => makeWriterRole(client, PASSWORD));
  writer = await openWarehouse({
    databaseUrl: withLogin(owner.url, WRITER, PASSWORD),
    dataFolder: folder,
  });
});
afterAll(async () => {
  await writer.close();
  await owner.close();
  await rm(folder, { recursive: true, force: true });
});

test("the writer does all the work of a worker, queue in PostgreSQL included", async () => {
  expect(await migrate(writer.pool)).toMatchObject({ applied: [], viewsRenewed: false });
  const archive = {
    ...writer,
    config: Config.parse({ BOARDSENSE_OCR: "never" }),
    dataFolder: folder,
    log: createLogger({ level: "silent", destination: null }),
  };
  const { outcomes } = await ingest(archive, {
    paths: [SAMPLE],
    found: await findFiles([SAMPLE]),
    rows: null,
    json: true,
  });
  expect(Object.fromEntries(outcomes)).toEqual({ coded: 1 });
  const { rows } = await owner.pool.query("select count(*)::int as n from marts.innovations");
  expect(rows[0].n).toBeGreaterThan(0);
}, 300_000);

test.each([
  "create table raw.mine (a int)",
  "create schema mine",
  "create table public.mine (a int)",
  "alter table raw.documents add column mine int",
  "drop view marts.documents",
  "create or replace view marts.runs as select 1",
  "truncate raw.documents",
  "delete from raw.migrations",
  "update raw.archive set created_at = now()",
  "drop schema bullmq cascade",
  "create role mine",
  `alter role ${READER} password 'x'`,
  "select pg_read_file('/etc/passwd')",
])("the writer may not: %s", async (statement) => {
  await expect(writer.pool.query(statement)).rejects.toMatchObject({
    code: expect.stringMatching(/^(42501|42809)$/),
  });
});

test("a database that is not at this version sends the writer to its owner", async () => {
  const later = await openTestWarehouse();
  await inTransaction(later.pool, (client) => makeWriterRole(client, null));
  await later.pool.query("delete from raw.migrations where file = '0012_failures.sql'");
  const pool = new pg.Pool({ connectionString: withLogin(later.url, WRITER, PASSWORD), max: 1 });
  await expect(migrate(pool)).rejects.toThrow(/0012_failures\.sql.*this login may not change it.*db migrate/);
  await pool.end();
  await later.close();
});

test("views that are made anew stay readable for the writer, and a database it was not let into stays closed", async () => {
  await owner.pool.query("update raw.views set sha256 = 'former'");
  expect((await migrate(owner.pool)).viewsRenewed).toBe(true);
  await writer.pool.query("select count(*) from marts.failures");
  const other = await openTestWarehouse();
  await other.pool.query("update raw.views set sha256 = 'former'");
  await migrate(other.pool);
  const { rows } = await other.pool.query("select has_schema_privilege($1, 'raw', 'usage') as may", [WRITER]);
  expect(rows).toEqual([{ may: false }]);
  await other.close();
});

test("a password is kept as PostgreSQL keeps it, opens the door, and a weak one is refused", async () => {
  const { rows } = await owner.pool.query("select rolpassword from pg_authid where rolname = $1", [WRITER]);
  expect(rows[0].rolpassword).toMatch(/^SCRAM-SHA-256\$4096:[^$]+\$[^:]+:.+$/);
  expect(scramVerifier("a", Buffer.alloc(16))).toBe(scramVerifier("a", Buffer.alloc(16)));
  await expect(setRolePassword(owner.pool, WRITER, "short")).rejects.toThrow(/12 to 200/);
  const wrong = new pg.Client({ connectionString: withLogin(owner.url, WRITER, `${PASSWORD}x`) });
  await expect(wrong.connect()).rejects.toMatchObject({ code: "28P01" });
});

test("the command makes the login with a password from the environment, and shows none", async () => {
  const password = "from-the-environment-1";
  const { code, stdout, stderr } = await runCommand(["db", "writer", "--set-password", "--data", folder], {
    DATABASE_URL: owner.url,
    BOARDSENSE_ROLE_PASSWORD: password,
  });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stdout).not.toContain(password);
  const client = new pg.Client({ connectionString: withLogin(owner.url, WRITER, password) });
  await client.connect();
  await client.end();
}, 120_000);
