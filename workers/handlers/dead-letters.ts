import type pg from "pg";
import { JOB_SCHEMAS } from "../../schemas/jobs.js";
import { noteFailure } from "../../sql/load/failures.js";
import type { Logger } from "../logger.js";
import type { DeadJob, Queues } from "../queue/queues.js";
import { isFault } from "./fault.js";

/** Keeps jobs that were given up as dead letters in the warehouse. */
export interface DeadLetters {
  /** Keeps the letter of a job that has just died. Never throws: what cannot be kept now, the next sweeper keeps. */
  note(job: DeadJob): void;
  /** Resolves when no letter is being kept any longer. */
  settled(): Promise<void>;
}

/**
 * A job is given up while a server or disk is away, often the very database that keeps the letter. The letter is made
 * from what the queue keeps of the job, which goes only when the letter is there: no process has to remember it.
 */
export function createDeadLetters(pool: pg.Pool, log: Logger): DeadLetters {
  const keeping = new Set<Promise<void>>();
  return {
    note: (job) => {
      const work = keepDeadLetter(pool, job)
        .catch((error: Error) => {
          log.warn(
            { stage: job.stage, job: job.id, error: error.message },
            "a dead letter could not be kept yet; the queue keeps the job until it can",
          );
        })
        .finally(() => keeping.delete(work));
      keeping.add(work);
    },
    settled: async () => {
      await Promise.all(keeping);
    },
  };
}

/**
 * Makes letters from the jobs that the queues keep as failed, and lets their work be queued again. Any number of
 * processes may do it at once: a death counts once. Returns how many jobs there were.
 */
export async function keepDeadLetters(pool: pg.Pool, queues: Queues): Promise<number> {
  const dead = await queues.listDead();
  for (const job of dead) await keepDeadLetter(pool, job);
  return dead.length;
}

async function keepDeadLetter(pool: pg.Pool, job: DeadJob): Promise<void> {
  const parsed = JOB_SCHEMAS[job.stage].safeParse(job.data);
  if (parsed.success && !isFault(job.error)) {
    const { runId, ...subject } = parsed.data;
    const { stage, attempts } = job;
    await noteFailure(pool, {
      documentId: "documentId" in subject ? subject.documentId : null,
      organisationCode: "organisationCode" in subject ? subject.organisationCode : null,
      stage,
      reason: "server or disk away",
      attempts,
      lastError: `Given up after ${attempts} tries, since a server, disk or network was away (${(job.error.split("\n")[0] ?? "").trim()}). The next run tries it again.`,
      runId,
      diedAtMs: job.diedAtMs,
    });
  }
  await job.forget();
}
