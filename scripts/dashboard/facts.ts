import type pg from "pg";
import { CONSOLIDATE_VERSION } from "../../pipeline/consolidate/index.js";
import { QUEUE_NAMES, type QueueName } from "../../schemas/jobs.js";
import type { Outcome } from "../../schemas/outcome.js";
import { countFailures, countOutcomes, type FailureCount, readPins } from "../../sql/load/index.js";
import { runQuery } from "../../sql/run-query.js";
import { pinnedPlan } from "../../workers/coding/coding-plan.js";
import type { Unfinished } from "../../workers/ingest/finish.js";
import { type LastNight, readLastNights } from "../../workers/schedule/last-night.js";

/** What a queue of BullMQ is asked. */
export interface AskedQueue {
  name: string;
  getJobCounts(): Promise<Record<string, number>>;
  getWorkersCount(): Promise<number>;
}

/** The latest run of a command. */
export interface LatestRun {
  command: string;
  status: string;
  startedAt: Date;
  finishedAt: Date | null;
}

/** What the warehouse says of the archive at a moment. */
export interface WarehouseFacts {
  outcomes: Map<Outcome, number>;
  failures: FailureCount[];
  unfinished: Unfinished;
  runs: LatestRun[];
  nights: LastNight[];
}

/** What one queue says. */
export interface QueueFacts {
  queue: QueueName;
  counts: Record<string, number>;
  workers: number;
}

/** How long an answer may take before its server counts as away. */
export const ANSWER_LIMIT_MS = 5_000;

/** Asks the warehouse; null where it does not answer in time. */
export async function askWarehouse(pool: pg.Pool): Promise<WarehouseFacts | null> {
  return within(ANSWER_LIMIT_MS, async () => ({
    outcomes: await countOutcomes(pool),
    failures: await countFailures(pool),
    unfinished: await readUnfinished(pool),
    runs: await runQuery<LatestRun>(pool, "list_latest_runs"),
    nights: await readLastNights(pool),
  }));
}

/** Asks the queues; null where they do not answer in time. */
export async function askQueues(queues: readonly AskedQueue[]): Promise<QueueFacts[] | null> {
  return within(ANSWER_LIMIT_MS, () =>
    Promise.all(
      queues.map(async (queue, index) => ({
        queue: QUEUE_NAMES[index] as QueueName,
        counts: await queue.getJobCounts(),
        workers: await queue.getWorkersCount(),
      })),
    ),
  );
}

/** Whether an answer comes in time at all. */
export async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  return (
    (await within(ANSWER_LIMIT_MS, async () => {
      await ask();
      return true;
    })) === true
  );
}

async function readUnfinished(pool: pg.Pool): Promise<Unfinished> {
  const pins = await readPins(pool);
  if (pins === null) return { toRead: 0, toCode: 0, toConsolidate: 0 };
  const { codeKey } = await pinnedPlan(pool, pins);
  const [row] = await runQuery<{ to_read: number; to_code: number; to_consolidate: number }>(
    pool,
    "count_unfinished",
    [codeKey, CONSOLIDATE_VERSION],
  );
  return { toRead: row?.to_read ?? 0, toCode: row?.to_code ?? 0, toConsolidate: row?.to_consolidate ?? 0 };
}

async function within<T>(limitMs: number, ask: () => Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((done) => {
    timer = setTimeout(() => done(null), limitMs);
  });
  try {
    return await Promise.race([ask().catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
