import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { CONSOLIDATE_VERSION } from "../../pipeline/consolidate/index.js";
import {
  listDocumentsToCode,
  listDocumentsToRead,
  listOrganisationsToConsolidate,
} from "../../sql/load/index.js";
import { runQuery } from "../../sql/run-query.js";
import type { Priority, Queues } from "../queue/queues.js";

/** What is still to be done in an archive. */
export interface Unfinished {
  toRead: number;
  toCode: number;
  toConsolidate: number;
}

const POLL_MS = 200;
/** An empty queue must be seen empty this often before what the warehouse still wants is queued again. */
const EMPTY_BEFORE_REQUEUE = 3;

/** What is still to be done, by what the warehouse says. */
export async function countUnfinished(pool: pg.Pool, codeKey: string): Promise<Unfinished> {
  const [row] = await runQuery<{ to_read: number; to_code: number; to_consolidate: number }>(
    pool,
    "count_unfinished",
    [codeKey, CONSOLIDATE_VERSION],
  );
  return { toRead: row?.to_read ?? 0, toCode: row?.to_code ?? 0, toConsolidate: row?.to_consolidate ?? 0 };
}

/** Puts everything that the warehouse says is still to be done into the queues; what is in them already stays once. */
export async function enqueueUnfinished(
  pool: pg.Pool,
  queues: Queues,
  options: { runId: string; codeKey: string; priority: Priority },
): Promise<void> {
  const { runId, codeKey, priority } = options;
  const toRead = await listDocumentsToRead(pool);
  const reading = new Set(toRead);
  await queues.addExtract(
    toRead.map((documentId) => ({ documentId, runId })),
    priority,
  );
  const toCode = (await listDocumentsToCode(pool, codeKey)).filter((documentId) => !reading.has(documentId));
  await queues.addCode(
    toCode.map((documentId) => ({ documentId, runId })),
    priority,
  );
  const bodies = await listOrganisationsToConsolidate(pool, CONSOLIDATE_VERSION);
  await queues.addConsolidate(bodies.map((organisationCode) => ({ organisationCode, runId })));
}

/**
 * Waits until nothing is left to do in the archive, or `signal` fires. Jobs that were lost (a queue that was emptied,
 * a worker that gave up while the database was away) are put into the queue again.
 */
export async function waitUntilFinished(
  pool: pg.Pool,
  queues: Queues,
  options: {
    runId: string;
    codeKey: string;
    priority: Priority;
    signal: AbortSignal;
    onProgress: (unfinished: Unfinished) => void;
  },
): Promise<void> {
  let emptyFor = 0;
  while (!options.signal.aborted) {
    const unfinished = await countUnfinished(pool, options.codeKey);
    options.onProgress(unfinished);
    if (unfinished.toRead + unfinished.toCode + unfinished.toConsolidate === 0) return;
    const pending = await queues.countPending();
    emptyFor = Object.values(pending).every((count) => count === 0) ? emptyFor + 1 : 0;
    if (emptyFor >= EMPTY_BEFORE_REQUEUE) {
      emptyFor = 0;
      await enqueueUnfinished(pool, queues, options);
    }
    await sleep(POLL_MS, undefined, { signal: options.signal }).catch(() => undefined);
  }
}
