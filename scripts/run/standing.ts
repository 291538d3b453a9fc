import type { QueueName } from "../../schemas/jobs.js";
import { countFailures, type FailureCount } from "../../sql/load/index.js";
import { runQuery } from "../../sql/run-query.js";
import { openEngine } from "../../workers/engine.js";
import type { Unfinished } from "../../workers/ingest/finish.js";
import type { Archive } from "../archive.js";

/** The queue as it answers now, or why it does not. */
export type QueueState = { pending: Record<QueueName, number>; workers: number } | { away: string };

/** A run that has not ended and of which nothing has been heard for long. */
export interface SilentRun {
  runId: string;
  command: string;
  startedAt: Date;
  lastSignAt: Date;
}

/** What died, and what is stuck. */
export interface Standing {
  failures: FailureCount[];
  queue: QueueState;
  silentRuns: SilentRun[];
  /** What will not go on by itself, a sentence each with what to do about it. */
  stuck: string[];
}

/** A run that has said nothing for this long is not merely slow: no document may take so long to read. */
const SILENCE_S = 3600;

/** Asks warehouse and queue what died and what is stuck. A queue that does not answer is part of the answer. */
export async function readStanding(archive: Archive, unfinished: Unfinished): Promise<Standing> {
  const failures = await countFailures(archive.pool);
  const queue = await readQueueState(archive);
  const silentRuns = await runQuery<SilentRun>(archive.pool, "list_silent_runs", [SILENCE_S]);
  return { failures, queue, silentRuns, stuck: describeStuck(unfinished, queue, silentRuns) };
}

async function readQueueState(archive: Archive): Promise<QueueState> {
  try {
    const engine = await openEngine(archive);
    try {
      const pending = await engine.queues.countPending();
      const workers = await engine.queues.countWorkers();
      return { pending, workers: Math.max(...Object.values(workers)) };
    } finally {
      await engine.stop(0);
    }
  } catch (error) {
    return { away: (error as Error).message };
  }
}

/** What will not go on by itself. */
export function describeStuck(
  unfinished: Unfinished,
  queue: QueueState,
  silentRuns: readonly SilentRun[],
): string[] {
  const left = unfinished.toRead + unfinished.toCode + unfinished.toConsolidate;
  const stuck: string[] = [];
  if ("away" in queue) stuck.push(`The queue does not answer, so nothing goes on: ${queue.away}`);
  else {
    const jobs = Object.values(queue.pending).reduce((sum, count) => sum + count, 0);
    if (left > 0 && jobs === 0) {
      stuck.push(
        `${left} documents or bodies wait, and no job is in the queue for them: run \`boardsense ingest\` or \`boardsense retry\`, which queue them again.`,
      );
    } else if (jobs > 0 && queue.workers === 0) {
      stuck.push(
        `${jobs} jobs wait, and no worker is seen at work: start \`boardsense worker\`. (Workers of another login may not be seen from here.)`,
      );
    }
  }
  for (const run of silentRuns) {
    stuck.push(
      `Run ${run.runId} (${run.command}) has not ended and has done nothing since ${run.lastSignAt.toISOString()}: its command was most likely killed. What it left is done by the next run.`,
    );
  }
  return stuck;
}

/** What died, in words; empty where nothing did. */
export function describeFailures(failures: readonly FailureCount[]): string[] {
  if (failures.length === 0) return [];
  const sum = (because: FailureCount["because"]) =>
    failures.reduce((total, count) => total + (count.because === because ? count.failures : 0), 0);
  const parts = [
    [sum("file"), "by the file itself"],
    [sum("surroundings"), "since a file, server, disk or network was away"],
    [sum("boardsense"), "by a fault of boardsense"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return [`Not done: ${said.join(", ")}. Each with its reason and remedy: boardsense failures`];
}
