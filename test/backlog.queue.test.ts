import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { QUEUE_NAMES } from "../schemas/jobs.js";
import { describeIdle } from "../scripts/run/waiting.js";
import { claimBacklog, readStandingRun } from "../sql/load/index.js";
import type { Warehouse } from "../sql/warehouse.js";
import { checkClock } from "../workers/clock.js";
import type { Handlers } from "../workers/handlers/index.js";
import { fillQueues, WINDOW } from "../workers/ingest/fill-queues.js";
import { enqueueUnfinished, waitUntilFinished } from "../workers/ingest/finish.js";
import { createLogger } from "../workers/logger.js";
import { openQueueBackend, type QueueBackend } from "../workers/queue/backend.js";
import { openQueues, PRIORITY, type Queues } from "../workers/queue/queues.js";
import { startWorkers } from "../workers/start-workers.js";
import { startSweeper } from "../workers/sweeper.js";
import { preparePins } from "./support/archive.js";
import { canStartRedis, startRedis, type TestRedis } from "./support/redis.js";
import { openTestWarehouse } from "./support/warehouse.js";

const hasRedis = canStartRedis();
const log = createLogger({ level: "silent", destination: null });

let redis: TestRedis | undefined;
beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
});
afterAll(() => redis?.stop());

describe.each(["postgres", "redis"] as const)("the backlog, with the queue in %s", (kind) => {
  let warehouse: Warehouse;
  let pool: pg.Pool;
  let backend: QueueBackend;
  let queues: Queues;
  let runId: string;

  beforeEach(async (context) => {
    if (kind === "redis" && !hasRedis) return context.skip();
    warehouse = await openTestWarehouse();
    pool = warehouse.pool;
    runId = await preparePins(pool);
    backend = await openQueueBackend({
      databaseUrl: warehouse.url,
      redisUrl: kind === "redis" ? redis?.url : undefined,
      archiveId: runId + Math.random(),
    });
    queues = openQueues(backend);
  });
  afterEach(async () => {
    await queues?.close();
    await backend?.close();
    await warehouse?.close();
  });

  /** Files that wait, named so that their order is known. */
  async function addWaiting(count: number): Promise<void> {
    await pool.query(
      `insert into raw.documents (document_id, sha256, source, wanted_read_key, wanted_run_id)
       select to_char(n, 'FM000000'), md5(n::text), '/archive/' || to_char(n, 'FM000000'), 'key', $2
       from generate_series(1, $1::int) as n`,
      [count, runId],
    );
  }

  /** Handlers that read nothing: a document is done when it was handed over. */
  function countingHandlers(seen: string[], each: () => Promise<void> = async () => {}): Handlers {
    return {
      extract: async ({ documentId }) => {
        seen.push(documentId);
        await each();
        await pool.query(
          "update raw.documents set outcome = 'damaged', read_key = wanted_read_key where document_id = $1",
          [documentId],
        );
      },
      code: async () => {},
      consolidate: async () => {},
    };
  }

  test("however many files wait, the queue holds a window of them, and all are done", async () => {
    const count = 2 * WINDOW + 300;
    await addWaiting(count);
    const filling = { runId, codeKey: "key" };
    await Promise.all([fillQueues(pool, queues, filling), fillQueues(pool, queues, filling)]);
    expect((await queues.countPending()).extract).toBe(WINDOW);

    const seen: string[] = [];
    let most = 0;
    const sweepers = [1, 2].map(() => startSweeper({ pool, queues, log, onUnfit: () => {} }));
    const workers = await startWorkers({
      backend,
      handlers: countingHandlers(seen),
      queues: QUEUE_NAMES,
      concurrency: 8,
      log,
      onDrained: () => sweepers[0]?.nudge(),
    });
    while ((await countWaiting(pool)) > 0) {
      most = Math.max(most, (await queues.countPending()).extract);
      await sleep(100);
    }
    await workers.stop(1_000);
    for (const sweeper of sweepers) await sweeper.stop(5_000);
    expect(new Set(seen).size).toBe(count);
    // A document that ends between the look at the warehouse and the look at the queue is queued once more, in vain.
    expect(seen.length - count).toBeLessThan(count / 20);
    expect(most).toBeLessThanOrEqual(2 * WINDOW);
  }, 120_000);

  test("who leaves the work to others waits for the own files alone, and hears when nobody is there to do it", async () => {
    await addWaiting(5);
    const own = ["000004"];
    const filling = { runId, codeKey: "key", documentIds: own };
    await enqueueUnfinished(pool, queues, { ...filling, priority: PRIORITY.waitingUser });
    const idle: (readonly string[])[] = [];
    let heard = () => {};
    const isIdle = new Promise<void>((done) => {
      heard = done;
    });
    const waiting = waitUntilFinished(pool, queues, {
      ...filling,
      signal: new AbortController().signal,
      onProgress: () => {},
      onIdle: (names) => {
        idle.push(names);
        heard();
      },
    });
    await isIdle;
    expect(idle).toEqual([QUEUE_NAMES]);
    expect(describeIdle(idle[0] as [], false)).toMatch(/No worker is at work .*boardsense worker/);

    const never = new AbortController();
    const handlers = countingHandlers([]);
    const workers = await startWorkers({
      backend,
      // All but the file that is waited for take for ever.
      handlers: {
        ...handlers,
        extract: (job, signal) =>
          own.includes(job.documentId)
            ? handlers.extract(job, signal)
            : sleep(600_000, undefined, { signal: AbortSignal.any([signal, never.signal]) }),
      },
      queues: QUEUE_NAMES,
      concurrency: 1,
      log,
    });
    await waiting;
    expect(await countWaiting(pool)).toBe(4);
    expect(Object.values(await queues.countWorkers())).toEqual([1, 1, 1]);
    never.abort();
    await workers.stop(0);
  });

  test("who waits goes before the backlog, also with a file that is queued already", async () => {
    await addWaiting(30);
    await fillQueues(pool, queues, { runId, codeKey: "key" });
    await enqueueUnfinished(pool, queues, {
      runId,
      codeKey: "key",
      priority: PRIORITY.waitingUser,
      documentIds: ["000029", "000017"],
    });
    expect((await queues.countPending()).extract).toBe(30);
    const seen: string[] = [];
    const workers = await startWorkers({
      backend,
      handlers: countingHandlers(seen),
      queues: ["extract"],
      concurrency: 1,
      log,
    });
    while (seen.length < 30) await sleep(50);
    await workers.stop(1_000);
    expect(seen.slice(0, 2).sort()).toEqual(["000017", "000029"]);
  });

  test("a run answers for its own files, and not for those that another run has claimed", async () => {
    await addWaiting(3);
    await pool.query("update raw.documents set wanted_run_id = null where document_id <> '000001'");
    const { rows } = await pool.query("insert into raw.runs (command) values ('test') returning run_id");
    await claimBacklog(pool, { runId: rows[0].run_id, isAwaited: false, documentIds: null });
    const claimed = await pool.query("select wanted_run_id from raw.documents order by document_id");
    expect(claimed.rows.map((row) => row.wanted_run_id)).toEqual([runId, rows[0].run_id, rows[0].run_id]);
    expect(await readStandingRun(pool)).toBe(runId);
  });

  test("a job in the middle of which a worker stops is handed back at once, and no attempt is counted", async () => {
    await addWaiting(1);
    await fillQueues(pool, queues, { runId, codeKey: "key" });
    let isAtWork = false;
    const workers = await startWorkers({
      backend,
      handlers: {
        extract: (_, signal) =>
          new Promise((_, refuse) => {
            isAtWork = true;
            signal.addEventListener("abort", () => refuse(new Error("stopped")));
          }),
        code: async () => {},
        consolidate: async () => {},
      },
      queues: ["extract"],
      concurrency: 1,
      log,
    });
    while (!isAtWork) await sleep(20);
    await workers.stop(100);
    const queue = backend.createQueue("extract");
    const [job] = await queue.getJobs(["waiting", "prioritized"]);
    expect(job?.data).toMatchObject({ documentId: "000001" });
    expect(job?.attemptsMade).toBe(0);
    await queue.close();
  });

  test("jobs that a clock an hour ahead has put off are done now; a short delay is left alone", async () => {
    await queues.addConsolidate([{ organisationCode: "a", runId }]);
    const queue = backend.createQueue("consolidate");
    await queue.add("consolidate", { organisationCode: "b", runId }, { delay: 3_600_000 });
    expect(await queues.promoteForgotten()).toBe(1);
    expect(await queue.getDelayedCount()).toBeLessThanOrEqual(1);
    await queue.close();
  });

  test("a machine whose clock is an hour off is refused on PostgreSQL and told on Redis", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
    try {
      const said: string[] = [];
      const checking = checkClock({ pool, backend: kind, warn: (words) => said.push(words) });
      if (kind === "postgres") await expect(checking).rejects.toThrow(/3600 s ahead of the database's/);
      else await checking;
      expect(said.join()).toMatch(kind === "redis" ? /3600 s ahead/ : /^$/);
    } finally {
      vi.useRealTimers();
    }
  });
});

test.skipIf(!hasRedis)(
  "a Redis that lost everything is filled again from the warehouse",
  async () => {
    const own = await startRedis();
    const warehouse = await openTestWarehouse();
    const { pool } = warehouse;
    const runId = await preparePins(pool);
    const backend = await openQueueBackend({ databaseUrl: "", redisUrl: own.url, archiveId: "lost" });
    const queues = openQueues(backend);
    await pool.query(
      `insert into raw.documents (document_id, sha256, source, wanted_read_key, wanted_run_id)
     select n::text, md5(n::text), '/archive/' || n, 'key', $1 from generate_series(1, 400) as n`,
      [runId],
    );
    await fillQueues(pool, queues, { runId, codeKey: "key" });
    const seen = new Set<string>();
    const sweeper = startSweeper({ pool, queues, log, onUnfit: () => {} });
    const workers = await startWorkers({
      backend,
      handlers: {
        extract: async ({ documentId }) => {
          seen.add(documentId);
          await sleep(10);
          await pool.query(
            "update raw.documents set outcome = 'damaged', read_key = wanted_read_key where document_id = $1",
            [documentId],
          );
        },
        code: async () => {},
        consolidate: async () => {},
      },
      queues: QUEUE_NAMES,
      concurrency: 4,
      log,
      onDrained: () => sweeper.nudge(),
    });
    while (seen.size < 100) await sleep(20);
    await own.forgetEverything();
    while ((await countWaiting(pool)) > 0) await sleep(100);
    expect(seen.size).toBe(400);
    await workers.stop(1_000);
    await sweeper.stop(5_000);
    await queues.close();
    await backend.close();
    await warehouse.close();
    await own.stop();
  },
  90_000,
);

async function countWaiting(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query(
    "select count(*)::int as waiting from raw.documents where outcome = 'waiting'",
  );
  return rows[0].waiting;
}
