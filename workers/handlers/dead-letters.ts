import type pg from "pg";
import type { JobOf, QueueName } from "../../schemas/jobs.js";
import { type DeadLetter, noteFailure } from "../../sql/load/failures.js";
import type { Logger } from "../logger.js";

/** Keeps jobs that were given up as dead letters in the warehouse. */
export interface DeadLetters {
  /** Notes a job that was given up after its last attempt, as soon as the warehouse answers. Never throws. */
  note(stage: QueueName, job: JobOf[QueueName], attempts: number, error: Error): void;
  /** Tries once more what could not be noted, and stops trying. */
  close(): Promise<void>;
}

const RETRY_MS = 5_000;

/**
 * A job is given up while a server or disk is away, often the very database that keeps the letter: letters wait in
 * memory until it is back. Should this process end before, the document still waits by what the warehouse says, and
 * the next run queues it again.
 */
export function createDeadLetters(pool: pg.Pool, log: Logger): DeadLetters {
  const waiting = new Set<DeadLetter & { diedAtMs: number }>();
  let working: Promise<void> | null = null;

  const deliver = async (): Promise<void> => {
    for (const letter of waiting) {
      try {
        await noteFailure(pool, { ...letter, sinceMs: performance.now() - letter.diedAtMs });
        waiting.delete(letter);
      } catch (error) {
        log.warn(
          { run: letter.runId, stage: letter.stage, error: (error as Error).message },
          "a dead letter could not be kept yet",
        );
        return;
      }
    }
  };
  const start = (): Promise<void> => {
    working ??= deliver().finally(() => {
      working = null;
    });
    return working;
  };
  const timer = setInterval(() => {
    if (waiting.size > 0) void start();
  }, RETRY_MS);
  timer.unref();

  return {
    note: (stage, job, attempts, error) => {
      const { runId } = job;
      const documentId = "documentId" in job ? job.documentId : null;
      const organisationCode = "organisationCode" in job ? job.organisationCode : null;
      log.error(
        { run: runId, document: documentId, organisation: organisationCode, stage, attempts },
        "given up: a server or disk was away for too long",
      );
      const lastError = `Given up after ${attempts} tries, since a server, disk or network was away (${(error.message.split("\n")[0] ?? "").trim()}). The next run tries it again.`;
      const ids = { documentId, organisationCode };
      const letter = { ...ids, stage, reason: "server or disk away" as const, attempts, lastError, runId };
      waiting.add({ ...letter, diedAtMs: performance.now() });
      void start();
    },
    close: async () => {
      clearInterval(timer);
      await start();
    },
  };
}
