import { setTimeout as sleep } from "node:timers/promises";
import type { Queue } from "bullmq";
import type pg from "pg";
import { QUEUE_NAMES, type QueueName } from "../../schemas/jobs.js";
import { readHolders } from "./faults.js";

const FINISH_LIMIT_MS = 15 * 60_000;
const PROGRESS_LIMIT_MS = 8_000;

/** Lets the workers do some of their work between two faults, so that faults come all along the run. */
export async function untilProgress(pool: pg.Pool, files: number): Promise<void> {
  const before = await countWaiting(pool);
  const deadline = performance.now() + PROGRESS_LIMIT_MS;
  while (performance.now() < deadline && before > 0) {
    if (before - (await countWaiting(pool)) >= files) return;
    await sleep(200);
  }
}

/** Waits until nothing waits and no queue holds a job. Resolves to the jobs that were left at the end of patience. */
export async function untilFinished(
  pool: pg.Pool,
  queues: Record<QueueName, Queue>,
  say: (line: string) => void,
  elapsed: () => string,
): Promise<number> {
  const deadline = performance.now() + FINISH_LIMIT_MS;
  let saidAt = performance.now();
  for (;;) {
    const waiting = await countWaiting(pool);
    const due = await countDue(pool);
    const held = await Promise.all(
      QUEUE_NAMES.map((name) =>
        queues[name].getJobCountByTypes("waiting", "active", "delayed", "prioritized", "failed", "completed"),
      ),
    );
    const jobs = held.reduce((sum, count) => sum + count, 0);
    if ((waiting === 0 && due === 0 && jobs === 0) || performance.now() > deadline) return jobs;
    if (performance.now() - saidAt > 15_000) {
      saidAt = performance.now();
      const holders = await readHolders(queues);
      say(
        `${elapsed()}  ${waiting} files wait, ${due} bodies, ${jobs} jobs, ${holders?.size ?? "?"} workers at work`,
      );
    }
    await sleep(500);
  }
}

export async function countWaiting(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ waiting: number }>(
    "select count(*)::int as waiting from raw.documents where outcome = 'waiting'",
  );
  return rows[0]?.waiting ?? 0;
}

async function countDue(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ due: number }>(
    "select count(*)::int as due from raw.organisations where revision <> consolidated_revision",
  );
  return rows[0]?.due ?? 0;
}

export async function countOutcomes(pool: pg.Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ outcome: string; files: number }>(
    "select outcome, count(*)::int as files from raw.documents group by 1 order by 2 desc",
  );
  return Object.fromEntries(rows.map(({ outcome, files }) => [outcome, files]));
}
