import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Config } from "../schemas/config.js";
import type { ReadingFailure } from "../schemas/outcome.js";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import type { Archive } from "../scripts/archive.js";
import { ingest } from "../scripts/commands/ingest.js";
import { processArchive } from "../scripts/run/process-archive.js";
import { FAILED_OUTCOMES } from "../scripts/run/reasons.js";
import { listStillFailed, type RetryChoice, retryWork } from "../scripts/run/retry-work.js";
import { describeStuck, readStanding } from "../scripts/run/standing.js";
import { describeFailedBodies } from "../scripts/run/summary.js";
import { listFailures, noteFailure, storeFailure, storeUnfetched } from "../sql/load/index.js";
import { createDeadLetters, keepDeadLetters } from "../workers/handlers/dead-letters.js";
import { beginRun } from "../workers/ingest/begin-run.js";
import { createLogger } from "../workers/logger.js";
import { openQueueBackend } from "../workers/queue/backend.js";
import { jobId, openQueues, PRIORITY } from "../workers/queue/queues.js";
import { findFiles } from "../workers/sources/find-files.js";
import { startWorkers } from "../workers/start-workers.js";
import { canStartRedis, startRedis, type TestRedis } from "./support/redis.js";
import { openTestWarehouse } from "./support/warehouse.js";

const SAMPLE = join(PACKAGE_ROOT, "samples", "minutes", "ZZ01-2010-01-28.pdf");
const hasRedis = canStartRedis();
const NOTHING = { toRead: 0, toCode: 0, toConsolidate: 0 };

/** Each test reads PDFs in several runs. */
vi.setConfig({ testTimeout: 300_000 });

let folder: string;
let archive: Archive;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-failures-"));
  archive = {
    ...(await openTestWarehouse()),
    config: Config.parse({ BOARDSENSE_OCR: "never" }),
    dataFolder: folder,
    log: createLogger({ level: "silent", destination: null }),
  };
});

afterAll(async () => {
  await archive.close();
  await rm(folder, { recursive: true, force: true });
});

/** A readable file whose bytes no other has. */
async function addFile(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, Buffer.concat([await readFile(SAMPLE), Buffer.from(`\n% ${name}\n`)]));
  return path;
}

async function ingestFiles(paths: string[]) {
  return ingest(archive, { paths, found: await findFiles(paths), rows: null, json: true });
}

async function retry(choice: Partial<RetryChoice> = {}) {
  const plan = await beginRun(archive.pool, { command: "retry", arguments: {}, ocr: "never" });
  const retried = await retryWork(archive, plan, { reason: null, ...choice });
  await processArchive(archive, { ...plan, isQuiet: true });
  return { ...retried, failed: await listStillFailed(archive, retried) };
}

async function outcomeOf(source: string): Promise<string | undefined> {
  const { rows } = await archive.pool.query(
    "select outcome from raw.documents where source = $1 and superseded_by is null",
    [source],
  );
  return rows[0]?.outcome;
}

describe("a retry does the work again", () => {
  test("for every outcome that a reading may end in", async () => {
    const paths = await Promise.all(FAILED_OUTCOMES.map((_, index) => addFile(`outcome-${index}.pdf`)));
    const { offered, runId } = await ingestFiles(paths);
    for (const [index, { documentId }] of offered.entries()) {
      const { rows } = await archive.pool.query(
        "update raw.documents set read_key = null where document_id = $1 returning wanted_read_key",
        [documentId],
      );
      const failure = { outcome: FAILED_OUTCOMES[index], detail: "made for a test", page: 2 };
      const readKey = rows[0].wanted_read_key;
      await storeFailure(archive.pool, { documentId, runId, readKey, failure: failure as ReadingFailure });
    }
    const failures = await listFailures(archive.pool, { reason: null, limit: 100 });
    expect(failures.map(({ reason }) => reason).sort()).toEqual([...FAILED_OUTCOMES].sort());
    expect(failures.every(({ page, attempts }) => page === 2 && attempts === 1)).toBe(true);
    expect(new Set(failures.map(({ because }) => because))).toEqual(
      new Set(["file", "boardsense", "surroundings"]),
    );

    const one = await retry({ reason: "damaged" });
    expect(one.documentIds).toHaveLength(1);
    const rest = await retry();
    expect(rest.documentIds).toHaveLength(FAILED_OUTCOMES.length - 1);
    expect(rest.failed).toEqual([]);
    expect(await Promise.all(paths.map(outcomeOf))).toEqual(paths.map(() => "coded"));
    expect(await listFailures(archive.pool, { reason: null, limit: 100 })).toEqual([]);
  });

  test("for a coded document that somebody names", async () => {
    const { rows } = await archive.pool.query("select document_id, read_at from raw.documents limit 1");
    const { document_id: documentId, read_at: readAt } = rows[0];
    expect((await retry({ documentIds: [documentId] })).documentIds).toEqual([documentId]);
    const after = await archive.pool.query(
      "select outcome, read_at from raw.documents where document_id = $1",
      [documentId],
    );
    expect(after.rows[0].outcome).toBe("coded");
    expect(after.rows[0].read_at.getTime()).toBeGreaterThan(readAt.getTime());
  });

  test("for a file that could not be opened, once it can be, and not before", async () => {
    const source = join(folder, "later.pdf");
    const plan = await beginRun(archive.pool, { command: "test", arguments: {}, ocr: "never" });
    await storeUnfetched(archive.pool, { source, runId: plan.runId, manifest: null, detail: "away" });
    const early = await retry();
    expect(early.failed.map(({ reason }) => reason)).toEqual(["could not be fetched"]);
    await addFile("later.pdf");
    expect((await retry()).failed).toEqual([]);
    expect(await outcomeOf(source)).toBe("coded");
  });
});

describe("a fault of boardsense", () => {
  test("on a document is not called damage, and its dead letter goes when a retry succeeds", async () => {
    const source = await addFile("fault.pdf");
    await archive.pool.query("alter table raw.items add constraint fault check (page < 0) not valid");
    await ingestFiles([source]);
    expect(await outcomeOf(source)).toBe("fault of boardsense");
    const [failure] = await listFailures(archive.pool, { reason: "fault of boardsense", limit: 10 });
    expect(failure).toMatchObject({ source, stage: "extract", because: "boardsense", attempts: 1 });
    expect(failure?.lastError).toMatch(/violates check constraint "fault"/);
    expect((await retry()).failed.map(({ attempts }) => attempts)).toEqual([2]);

    await archive.pool.query("alter table raw.items drop constraint fault");
    await retry({ documentIds: [failure?.documentId ?? ""] });
    expect(await outcomeOf(source)).toBe("coded");
    const { rows } = await archive.pool.query("select attempts, cleared_at from raw.failures");
    expect(rows).toEqual([{ attempts: 2, cleared_at: expect.any(Date) }]);
  });

  test("on a body ends the run, stays named, and is done again when asked or when the body changes", async () => {
    await archive.pool.query(
      "alter table derived.innovations add constraint fault check (label = '') not valid",
    );
    // It would wait for ever if the body were queued again and again.
    const { isFinished, failedBodies } = await ingestFiles([await addFile("body.pdf")]);
    expect(isFinished).toBe(true);
    expect(describeFailedBodies(failedBodies)).toMatch(
      /innovations of .* could not be put together: .*"fault".* boardsense retry --organisation/,
    );
    // So it stays when the same file is given again: what is not done is said each time.
    expect((await ingestFiles([join(folder, "body.pdf")])).failedBodies).toEqual(failedBodies);
    const [letter] = await listFailures(archive.pool, { reason: null, limit: 10 });
    expect(letter).toMatchObject({ documentId: null, stage: "consolidate", because: "boardsense" });
    const organisationCode = letter?.organisationCode as string;
    expect((await readStanding(archive, NOTHING)).failures).toEqual([
      { reason: "fault of boardsense", because: "boardsense", failures: 1 },
    ]);
    expect((await retry({ organisationCodes: [organisationCode] })).failed).toHaveLength(1);

    await archive.pool.query("alter table derived.innovations drop constraint fault");
    const again = await retry({ organisationCodes: [organisationCode] });
    expect(again).toEqual({ documentIds: [], organisationCodes: [organisationCode], failed: [] });
    const { rows } = await archive.pool.query("select count(*)::int as n from derived.innovations");
    expect(rows[0].n).toBeGreaterThan(0);
    expect(await listFailures(archive.pool, { reason: null, limit: 10 })).toEqual([]);
  });
});

describe.each(["postgres", "redis"] as const)("a job that was given up, with the queue in %s", (kind) => {
  let redis: TestRedis | undefined;
  beforeAll(async () => {
    if (kind === "redis" && hasRedis) redis = await startRedis();
  });
  afterAll(() => redis?.stop());

  test("has its letter although its worker ended while the database was away, and goes once it is done", async (context) => {
    if (kind === "redis" && !hasRedis) return context.skip();
    const source = await addFile(`away-${kind}.pdf`);
    const { offered, runId } = await ingestFiles([source]);
    const documentId = offered[0]?.documentId ?? "";
    await archive.pool.query(
      "update raw.documents set read_key = null, outcome = 'waiting' where document_id = $1",
      [documentId],
    );
    const place = { databaseUrl: archive.url, redisUrl: redis?.url, archiveId: runId };
    const backend = await openQueueBackend(place);
    const queue = backend.createQueue("extract");
    const id = jobId("extract", { documentId });
    await queue.add("extract", { documentId, runId }, { jobId: id, attempts: 1 });
    // Nothing listens there: for this worker the database that keeps letters is away until it ends.
    const pool = new pg.Pool({ connectionString: "postgresql://nobody@127.0.0.1:1/nothing", max: 1 });
    const letters = createDeadLetters(pool, archive.log);
    const died = new Promise<void>((done, refuse) => {
      startWorkers({
        backend,
        handlers: {
          extract: async () => {
            throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
          },
          code: async () => {},
          consolidate: async () => {},
        },
        queues: ["extract"],
        concurrency: 1,
        log: archive.log,
        onDead: async (job) => {
          letters.note(job);
          await letters.settled();
          done();
        },
      }).then((workers) => died.then(() => workers.stop(0)), refuse);
    });
    await died;
    await pool.end();
    expect(await queue.getFailedCount()).toBe(1);
    expect(await listFailures(archive.pool, { reason: null, limit: 10 })).toEqual([]);

    const queues = openQueues(backend);
    // Two workers that look at the same moment count the death once.
    await Promise.all([keepDeadLetters(archive.pool, queues), keepDeadLetters(archive.pool, queues)]);
    const [letter] = await listFailures(archive.pool, { reason: "server or disk away", limit: 10 });
    expect(letter).toMatchObject({ documentId, because: "surroundings", attempts: 1, runId });
    expect(letter?.lastError).toMatch(/Given up after 1 tries.*ECONNREFUSED/);
    expect(await queue.getFailedCount()).toBe(0);
    // Its id is free again.
    await queues.addExtract([{ documentId, runId }], PRIORITY.backlog);
    expect((await queues.countPending()).extract).toBe(1);
    await queue.obliterate({ force: true });
    await queues.close();
    await queue.close();
    await backend.close();

    expect((await retry({ reason: "server or disk away" })).failed).toEqual([]);
    expect(await outcomeOf(source)).toBe("coded");
    expect(await listFailures(archive.pool, { reason: null, limit: 10 })).toEqual([]);
  });
});

describe("a late letter", () => {
  test("leaves no letter where another worker did the work meanwhile", async () => {
    const { rows } = await archive.pool.query("select document_id, last_run_id from raw.documents limit 1");
    const letter = { stage: "extract" as const, documentId: rows[0].document_id, organisationCode: null };
    const reason = "server or disk away" as const;
    const runId = rows[0].last_run_id;
    await noteFailure(archive.pool, { ...letter, reason, attempts: 8, lastError: "late", runId });
    expect(await listFailures(archive.pool, { reason: null, limit: 10 })).toEqual([]);
  });
});

test("what is stuck is said with what to do about it", () => {
  const work = { toRead: 2, toCode: 1, toConsolidate: 0 };
  const none = { extract: 0, code: 0, consolidate: 0 };
  expect(describeStuck(work, { pending: none, workers: 1 }, [])[0]).toMatch(
    /3 .* no job .*boardsense ingest/,
  );
  expect(describeStuck(work, { pending: { ...none, extract: 3 }, workers: 0 }, [])[0]).toMatch(
    /boardsense worker/,
  );
  expect(describeStuck(work, { pending: { ...none, extract: 3 }, workers: 1 }, [])).toEqual([]);
  expect(describeStuck(NOTHING, { away: "Redis at x does not answer" }, [])[0]).toMatch(/Redis at x/);
  const run = { runId: "7", command: "ingest", startedAt: new Date(0), lastSignAt: new Date(0) };
  expect(describeStuck(NOTHING, { pending: none, workers: 0 }, [run])[0]).toMatch(/Run 7 .*killed/);
});
