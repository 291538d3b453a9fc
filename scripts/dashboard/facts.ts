import type pg from "pg";
import { QUEUE_NAMES, type QueueName } from "../../schemas/jobs.js";
import type { Outcome } from "../../schemas/outcome.js";
import { countFailures, countOutcomes, type FailureCount, readPins } from "../../sql/load/index.js";
import { runQuery } from "../../sql/run-query.js";
import { pinnedCodeKey } from "../../workers/coding/coding-plan.js";
import { countUnfinished, type Unfinished } from "../../workers/ingest/finish.js";
import { type LastNight, readLastNights } from "../../workers/schedule/last-night.js";
import { within } from "../../workers/within.js";

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
const ANSWER_LIMIT_MS = 8_000;

/** What could not be asked, and why: for the log, since the answer itself is only that there is none. */
export type HearsOfSilence = (what: "warehouse" | "queue", error: Error) => void;

/** Asks the warehouse; null where it does not answer in time. */
export async function askWarehouse(pool: pg.Pool, onSilence: HearsOfSilence): Promise<WarehouseFacts | null> {
  return ask("warehouse", onSilence, async () => ({
    outcomes: await countOutcomes(pool),
    failures: await countFailures(pool),
    unfinished: await readUnfinished(pool),
    runs: await runQuery<LatestRun>(pool, "list_latest_runs"),
    nights: await readLastNights(pool),
  }));
}

/** Asks the queues; null where they do not answer in time. */
export async function askQueues(
  queues: readonly AskedQueue[],
  onSilence: HearsOfSilence,
): Promise<QueueFacts[] | null> {
  return ask("queue", onSilence, () =>
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
export async function answers(
  what: "warehouse" | "queue",
  onSilence: HearsOfSilence,
  question: () => Promise<unknown>,
): Promise<boolean> {
  const isThere = await ask(what, onSilence, async () => {
    await question();
    return true;
  });
  return isThere === true;
}

async function readUnfinished(pool: pg.Pool): Promise<Unfinished> {
  const pins = await readPins(pool);
  if (pins === null) return { toRead: 0, toCode: 0, toConsolidate: 0 };
  return countUnfinished(pool, pinnedCodeKey(pins));
}

/** Null where there is no answer in time, or an error. */
async function ask<T>(
  what: "warehouse" | "queue",
  onSilence: HearsOfSilence,
  question: () => Promise<T>,
): Promise<T | null> {
  try {
    return await within(ANSWER_LIMIT_MS, question());
  } catch (error) {
    onSilence(what, error as Error);
    return null;
  }
}
