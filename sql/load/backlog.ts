import type pg from "pg";
import { inTransaction, runQuery } from "../run-query.js";
import { lockManyDocuments } from "./locks.js";

/** A document of the backlog: what waits in the warehouse, whether it is in a queue or not. */
export interface BacklogDocument {
  documentId: string;
  /** The run that wants it. */
  runId: string;
  /** Whether somebody waits for it. */
  isAwaited: boolean;
}

/**
 * Lets a run stand for documents that wait: those named, or all that no run wants yet. With `isAwaited` somebody waits
 * for them, until they have an outcome: they go before the others, and stay before them whatever becomes of the queue.
 */
export async function claimBacklog(
  pool: pg.Pool,
  options: { runId: string; isAwaited: boolean; documentIds: readonly string[] | null },
): Promise<void> {
  const { runId, isAwaited, documentIds } = options;
  await inTransaction(pool, async (client) => {
    await lockManyDocuments(client);
    await runQuery(client, "claim_backlog", [runId, isAwaited, documentIds]);
  });
}

/** The head of the backlog of a stage, up to `limit` documents: those that somebody waits for, then in order of source. */
export function listBacklog(
  pool: pg.Pool,
  options: { stage: "extract" | "code"; codeKey: string; runId: string; limit: number },
): Promise<BacklogDocument[]> {
  return runQuery(pool, "list_backlog", [options.stage, options.codeKey, options.runId, options.limit]);
}

/** Up to `limit` documents that have an outcome and were not coded under this key: what a change of coders leaves. */
export async function listDocumentsToRecode(
  pool: pg.Pool,
  codeKey: string,
  limit: number,
): Promise<string[]> {
  const rows = await runQuery<{ documentId: string }>(pool, "list_documents_to_recode", [codeKey, limit]);
  return rows.map((row) => row.documentId);
}

/** The run whose versions stand for the archive; null before the first. */
export async function readStandingRun(pool: pg.Pool): Promise<string | null> {
  const [row] = await runQuery<{ runId: string }>(pool, "read_standing_run");
  return row?.runId ?? null;
}
