import type pg from "pg";
import type { QueueName } from "../../schemas/jobs.js";
import type { DeadLetterReason } from "../../schemas/outcome.js";
import { runQuery } from "../run-query.js";
import { toStorable } from "./to-json.js";

/** A piece of work that died: a stage of a document, or the innovations of a body. */
export interface DeadLetter {
  stage: QueueName;
  /** Null for a body. */
  documentId: string | null;
  /** Null for a document. */
  organisationCode: string | null;
  reason: DeadLetterReason;
  /** Tries that ended so. */
  attempts: number;
  lastError: string;
  runId: string;
  /** When it died, by this machine's clock, in milliseconds; now where it is left out. */
  diedAtMs?: number;
}

/** What was not done and why, as `marts.failures` shows it. */
export interface Failure {
  source: string | null;
  documentId: string | null;
  organisationCode: string | null;
  stage: QueueName;
  reason: string;
  /** Where the cause lies. */
  because: "file" | "boardsense" | "surroundings";
  page: number | null;
  attempts: number;
  lastError: string | null;
  failedAt: Date | null;
  runId: string | null;
  retryWith: string;
}

/** How much was not done for one reason. */
export interface FailureCount {
  reason: string;
  because: Failure["because"];
  failures: number;
}

/** Keeps a dead letter until the work succeeds. What was removed, or done meanwhile, leaves none. */
export async function noteFailure(pool: pg.Pool, letter: DeadLetter): Promise<void> {
  const client = await pool.connect();
  try {
    await runQuery(client, "note_failure", [
      letter.stage,
      letter.documentId,
      letter.organisationCode,
      letter.reason,
      letter.attempts,
      toStorable(letter.lastError),
      letter.runId,
      // Taken with the connection in hand: the database counts back from when the statement comes. By a clock that is
      // wrong the death may lie ahead.
      letter.diedAtMs === undefined ? 0 : Math.max(0, Date.now() - letter.diedAtMs),
    ]);
  } finally {
    client.release();
  }
}

/** Lets dead work be tried again, chosen by any of document, body, reason and run. Returns what was chosen. */
export async function retryFailures(
  pool: pg.Pool,
  choice: {
    documentIds?: readonly string[];
    organisationCodes?: readonly string[];
    reasons?: readonly string[];
    runId?: string;
  },
): Promise<Pick<Failure, "stage" | "documentId" | "organisationCode">[]> {
  return runQuery(pool, "retry_failures", [
    choice.documentIds ?? null,
    choice.organisationCodes ?? null,
    choice.reasons ?? null,
    choice.runId ?? null,
  ]);
}

/** What was not done and why, the most frequent reason first. */
export async function listFailures(
  pool: pg.Pool,
  options: { reason: string | null; limit: number },
): Promise<Failure[]> {
  return runQuery<Failure>(pool, "list_failures", [options.reason, options.limit]);
}

/** A body whose innovations could not be put together. */
export interface FailedBody {
  organisationCode: string;
  organisationName: string | null;
  reason: string;
  lastError: string;
  /** The command that tries again. */
  retryWith: string;
}

/**
 * The bodies that could not be put together: of those with minutes in these files and of those that the run tried, or,
 * with null, all of the archive.
 */
export async function listFailedBodies(
  pool: pg.Pool,
  of: { sources: readonly string[]; runId: string } | null,
): Promise<FailedBody[]> {
  return runQuery<FailedBody>(pool, "list_failed_bodies", [of?.sources ?? null, of?.runId ?? null]);
}

/** How much was not done for each reason, the most frequent first. */
export async function countFailures(pool: pg.Pool): Promise<FailureCount[]> {
  return runQuery<FailureCount>(pool, "count_failures");
}
