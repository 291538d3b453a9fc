import type { Queue } from "bullmq";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Config } from "../schemas/config.js";
import { QUEUE_NAMES } from "../schemas/jobs.js";
import { isLoopback } from "../scripts/dashboard/access.js";
import { createDashboard } from "../scripts/dashboard/server.js";
import type { Warehouse } from "../sql/warehouse.js";
import { installedPlan, pinnedCodeKey } from "../workers/coding/coding-plan.js";
import { type Engine, openEngine } from "../workers/engine.js";
import { pinsOf } from "../workers/ingest/begin-run.js";
import { createLogger } from "../workers/logger.js";
import { PRIORITY } from "../workers/queue/queues.js";
import { addDocument, preparePins } from "./support/archive.js";
import { runCommand, startCommand } from "./support/command-line.js";
import { makeMeeting } from "./support/minutes.js";
import { canStartRedis, startRedis, type TestRedis } from "./support/redis.js";
import { openTestWarehouse } from "./support/warehouse.js";

const TOKEN = "0123456789abcdef0123456789abcdef";
const SECRET_SENTENCE = "The Board deplored the state of the boiler.";
const log = createLogger({ level: "silent", destination: null });
const hasRedis = canStartRedis();

let redis: TestRedis | undefined;
let warehouse: Warehouse;
let documentId: string;

beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
  warehouse = await openTestWarehouse();
  const runId = await preparePins(warehouse.pool);
  documentId = await addDocument(warehouse.pool, {
    runId,
    source: "/minutes/a.pdf",
    meetings: [makeMeeting([SECRET_SENTENCE])],
  });
});
afterAll(async () => {
  await warehouse.close();
  await redis?.stop();
});

describe.each(["postgres", "redis"] as const)("the dashboard, queue in %s", (kind) => {
  let engine: Engine;
  let queues: Queue[];
  let app: FastifyInstance;

  beforeAll(async () => {
    if (kind === "redis" && !hasRedis) return;
    const config = Config.parse(kind === "redis" ? { REDIS_URL: redis?.url } : {});
    engine = await openEngine({ ...warehouse, config });
    queues = QUEUE_NAMES.map((name) => engine.queues.backend.createQueue(name));
    app = await createDashboard({ pool: warehouse.pool, queues, token: TOKEN, log });
    await engine.queues.addExtract([{ documentId, runId: "1" }], PRIORITY.backlog);
  });
  afterAll(async () => {
    if (kind === "redis" && !hasRedis) return;
    await app.close();
    await Promise.all(queues.map((queue) => queue.close()));
    await engine.stop(0);
  });
  const get = (url: string, headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` }) =>
    app.inject({ method: "GET", url, headers });

  test.skipIf(kind === "redis" && !hasRedis)(
    "says what the archive and the queue hold, in Prometheus' words",
    async () => {
      const { statusCode, body, headers } = await get("/metrics");
      expect(statusCode).toBe(200);
      expect(headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(body).toContain('boardsense_documents{outcome="coded"} 1');
      expect(body).toMatch(/boardsense_queue_jobs\{queue="extract",state="prioritized"\} 1/);
      expect(body).toContain('boardsense_run_started_timestamp_seconds{command="test"}');
      expect(body).toMatch(/^boardsense_warehouse_up 1$/m);
      expect(body).toMatch(/^boardsense_queue_up 1$/m);
      expect(body).toMatch(/^process_resident_memory_bytes \d+/m);
    },
  );

  test.skipIf(kind === "redis" && !hasRedis)("shows jobs, and of documents their ids alone", async () => {
    const page = await get("/queues/");
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("boardsense");
    // The page names a font of another host: the browser is told to load nothing from there.
    expect(page.headers["content-security-policy"]).toContain("default-src 'self'");
    const { body } = await get(
      "/queues/api/queues?activeQueue=extract&status=prioritized&page=1&jobsPerPage=10",
    );
    expect(body).toContain(documentId);
    expect(body).not.toContain("boiler");
    expect(JSON.parse(body).queues.every((queue: { readOnlyMode: boolean }) => queue.readOnlyMode)).toBe(
      true,
    );
  });

  test.skipIf(kind === "redis" && !hasRedis)(
    "only shows: nothing can be removed, retried or paused through it",
    async () => {
      for (const method of ["PUT", "POST", "PATCH", "DELETE"] as const) {
        const answer = await app.inject({
          method,
          url: "/queues/api/queues/extract/empty",
          headers: { authorization: `Bearer ${TOKEN}` },
        });
        expect(answer.statusCode).toBe(405);
      }
      expect((await engine.queues.countPending()).extract).toBe(1);
    },
  );

  test.skipIf(kind === "redis" && !hasRedis)(
    "answers nobody without the token, but whether all is there",
    async () => {
      const basic = (user: string, password: string) => ({
        authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
      });
      for (const path of [
        "/",
        "/metrics",
        "/queues/",
        "/queues/api/queues",
        "/queues/static/js/main.js",
        "/none",
      ]) {
        expect((await get(path, {})).statusCode).toBe(401);
        expect((await get(path, { authorization: `Bearer ${TOKEN}x` })).statusCode).toBe(401);
        expect((await get(`${path}?token=${TOKEN}`, {})).statusCode).toBe(401);
      }
      expect((await get("/metrics", basic("any", TOKEN))).statusCode).toBe(200);
      expect((await get("/metrics", basic(TOKEN, ""))).statusCode).toBe(401);
      const health = await get("/health", {});
      expect([health.statusCode, health.json()]).toEqual([200, { warehouse: "answers", queue: "answers" }]);
    },
  );
});

test("without a token, a name of somebody else's that leads to this machine gets no answer", async () => {
  const app = await createDashboard({ pool: warehouse.pool, queues: [], token: undefined, log });
  const ask = async (host: string) =>
    (await app.inject({ method: "GET", url: "/metrics", headers: { host } })).statusCode;
  expect(await ask("127.0.0.1:9477")).toBe(200);
  expect(await ask("localhost:9477")).toBe(200);
  expect(await ask("evil.example:9477")).toBe(421);
  await app.close();
});

test("a database that went away is said, not hidden behind the figures of before", async () => {
  const other = await openTestWarehouse();
  const app = await createDashboard({ pool: other.pool, queues: [], token: undefined, log });
  const headers = { host: "localhost" };
  await app.inject({ method: "GET", url: "/metrics", headers });
  await other.close();
  const metrics = (await app.inject({ method: "GET", url: "/metrics", headers })).body;
  expect(metrics).toMatch(/^boardsense_warehouse_up 0$/m);
  expect(metrics).not.toMatch(/^boardsense_(documents|unfinished)\{/m);
  expect((await app.inject({ method: "GET", url: "/health", headers })).statusCode).toBe(503);
  await app.close();
});

test.each([
  ["127.0.0.1", true],
  ["127.8.0.1", true],
  ["::1", true],
  ["localhost", true],
  ["0.0.0.0", false],
  ["::", false],
  ["10.0.0.1", false],
  ["127.evil.example", false],
])("%s is this machine alone: %s", (host, is) => expect(isLoopback(host)).toBe(is));

test("what is still to be done is counted by the key under which the archive is coded", async () => {
  const plan = installedPlan();
  expect(pinnedCodeKey(pinsOf(plan))).toBe(plan.codeKey);
});

test("the command does not open a door without a lock", async () => {
  const { code, stderr } = await runCommand(["dashboard", "--host", "0.0.0.0", "--data", "unused"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/does not listen on 0\.0\.0\.0 without a token.*BOARDSENSE_DASHBOARD_TOKEN/);
}, 120_000);

test("the command answers on its port, says no token, and ends when told to", async () => {
  const child = startCommand(["dashboard", "--port", "0", "--data", "unused"], {
    DATABASE_URL: warehouse.url,
    BOARDSENSE_DASHBOARD_TOKEN: TOKEN,
    BOARDSENSE_LOG_LEVEL: "debug",
  });
  let said = "";
  const address = await new Promise<string>((found, lost) => {
    child.stderr?.on("data", (piece) => {
      said += piece;
      const match = /The dashboard is at (http:\S+)\//.exec(said);
      if (match) found(match[1] as string);
    });
    child.once("close", () => lost(new Error(said)));
  });
  expect((await fetch(`${address}/health`)).status).toBe(200);
  expect((await fetch(`${address}/metrics`)).status).toBe(401);
  const ended = new Promise((done) => child.once("close", done));
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(said).not.toContain(TOKEN);
  expect(said).not.toContain(new URL(warehouse.url).password);
}, 120_000);
