import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { CONSOLIDATE_VERSION } from "../../pipeline/consolidate/index.js";
import { QUEUE_NAMES, type QueueName } from "../../schemas/jobs.js";
import { claimBacklog } from "../../sql/load/index.js";
import { runQuery } from "../../sql/run-query.js";
import { PRIORITY, type Priority, type Queues } from "../queue/queues.js";
import { fillQueues } from "./fill-queues.js";

/** What is still to be done in an archive. */
export interface Unfinished {
  toRead: number;
  toCode: number;
  toConsolidate: number;
}

/** How often what is still to be done is counted; in a large archive less often, so that counting takes little time. */
const POLL_MS = 200;
const POLL_SHARE = 20;
/** An empty queue must be seen empty this often before what the warehouse still wants is queued again. */
const EMPTY_BEFORE_REQUEUE = 3;
/** A queue that runs low is filled no more often than this. */
const FILL_EVERY_MS = 2_000;
const COUNT_WORKERS_EVERY_MS = 10_000;

/** What is still to be done, by what the warehouse says: in the archive, or for some documents and their bodies. */
export async function countUnfinished(
  pool: pg.Pool,
  codeKey: string,
  documentIds?: readonly string[],
): Promise<Unfinished> {
  const [row] = await runQuery<{ to_read: number; to_code: number; to_consolidate: number }>(
    pool,
    documentIds === undefined ? "count_unfinished" : "count_unfinished_of",
    [codeKey, CONSOLIDATE_VERSION, ...(documentIds === undefined ? [] : [documentIds])],
  );
  return { toRead: row?.to_read ?? 0, toCode: row?.to_code ?? 0, toConsolidate: row?.to_consolidate ?? 0 };
}

/**
 * Lets `runId` answer for what waits (the documents named, or all that no run answers for) and puts the head of the
 * backlog into the queues; what is in them already stays once. The workers fill up from the backlog. With
 * `PRIORITY.waitingUser` the documents go before all others, those among them that are queued already too.
 */
export async function enqueueUnfinished(
  pool: pg.Pool,
  queues: Queues,
  options: { runId: string; codeKey: string; priority: Priority; documentIds?: readonly string[] },
): Promise<void> {
  const { runId, codeKey, priority, documentIds = null } = options;
  const isAwaited = priority === PRIORITY.waitingUser;
  await claimBacklog(pool, { runId, isAwaited, documentIds });
  await fillQueues(pool, queues, { runId, codeKey, isForced: true, isThorough: true });
}

/**
 * Waits until nothing is left to do in the archive, or for `documentIds` and their bodies, or `signal` fires, and keeps
 * the queues filled. Jobs that were
 * lost (a queue that was emptied, a worker that gave up while the database was away) are queued again.
 */
export async function waitUntilFinished(
  pool: pg.Pool,
  queues: Queues,
  options: {
    runId: string;
    codeKey: string;
    documentIds?: readonly string[];
    signal: AbortSignal;
    onProgress: (unfinished: Unfinished) => void;
    /** Hears now and then of work for which no worker is seen, and with nothing when there is one again. */
    onIdle?: (idle: readonly QueueName[]) => void;
  },
): Promise<void> {
  const { runId, codeKey, signal } = options;
  let emptyFor = 0;
  let filledAt = performance.now();
  let hurriedAt = Number.NEGATIVE_INFINITY;
  let countedAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    const startedAt = performance.now();
    const unfinished = await countUnfinished(pool, codeKey, options.documentIds);
    options.onProgress(unfinished);
    const left = unfinished.toRead + unfinished.toCode + unfinished.toConsolidate;
    if (left === 0) return;
    if (options.onIdle !== undefined && startedAt - countedAt > COUNT_WORKERS_EVERY_MS) {
      countedAt = startedAt;
      options.onIdle(await findIdle(queues, unfinished));
    }
    // Others may go on with their documents: their bodies are not to be put together all the time.
    if (
      unfinished.toRead + unfinished.toCode === 0 &&
      startedAt - hurriedAt > (options.documentIds === undefined ? 0 : FILL_EVERY_MS)
    ) {
      hurriedAt = startedAt;
      await queues.hurryConsolidate();
    }
    const pending = Object.values(await queues.countPending()).reduce((sum, count) => sum + count, 0);
    const tookMs = performance.now() - startedAt;
    emptyFor = pending === 0 ? emptyFor + 1 : 0;
    const isLost = emptyFor >= EMPTY_BEFORE_REQUEUE;
    if (isLost || (left > pending && performance.now() - filledAt > FILL_EVERY_MS)) {
      await fillQueues(pool, queues, { runId, codeKey, isForced: isLost, isThorough: true });
      emptyFor = 0;
      filledAt = performance.now();
    }
    await sleep(Math.max(POLL_MS, tookMs * POLL_SHARE), undefined, { signal }).catch(() => undefined);
  }
}

/** The queues in which work waits that no worker takes. */
async function findIdle(queues: Queues, { toRead, toCode, toConsolidate }: Unfinished): Promise<QueueName[]> {
  const workers = await queues.countWorkers();
  // What is read is coded and put together afterwards.
  const needed: Record<QueueName, number> = {
    extract: toRead,
    code: toRead + toCode,
    consolidate: toRead + toCode + toConsolidate,
  };
  return QUEUE_NAMES.filter((name) => needed[name] > 0 && workers[name] === 0);
}
