import { UnrecoverableError } from "bullmq";
import type pg from "pg";
import type { JobOf, QueueName } from "../../schemas/jobs.js";
import { readDocument, storeFailure } from "../../sql/load/index.js";
import type { CodingPlan } from "../coding/coding-plan.js";
import type { RunVersions } from "../coding/plan-of-run.js";
import type { Logger } from "../logger.js";
import type { Queues } from "../queue/queues.js";
import type { ReadingPool } from "../reading/index.js";
import { handleCode } from "./code.js";
import { handleConsolidate } from "./consolidate.js";
import type { ConsolidationPace } from "./consolidation-pace.js";
import { handleExtract } from "./extract.js";
import { mayPass } from "./may-pass.js";

/** What is done with a job of each queue. Handlers are idempotent: doing a job again changes nothing. */
export type Handlers = {
  [Name in QueueName]: (job: JobOf[Name], signal: AbortSignal) => Promise<void>;
};

/** What handlers work with. */
export interface HandlerTools {
  pool: pg.Pool;
  queues: Queues;
  reading: ReadingPool;
  /** By what the documents of a run are coded. */
  planOf(runId: string): Promise<CodingPlan>;
  /** By which versions a run reads and codes. */
  versionsOf(runId: string): Promise<RunVersions>;
  /** How long the passages of a document may take to code. */
  timeLimitMs: number;
  /** How long to wait for further documents of a body before its innovations are put together again. */
  pace: ConsolidationPace;
  log: Logger;
}

/** The handlers of all queues, each with the same care for errors. */
export function createHandlers(tools: HandlerTools): Handlers {
  return {
    extract: (job, signal) => withCare(tools, job, signal, () => handleExtract(tools, job, signal)),
    code: (job, signal) => withCare(tools, job, signal, () => handleCode(tools, job, signal)),
    consolidate: (job, signal) => withCare(tools, job, signal, () => handleConsolidate(tools, job)),
  };
}

/**
 * Errors that may pass are thrown on, so that the job is tried again. Any other is a fault of boardsense on this
 * document: it is noted as the document's outcome, with its words, and not tried again by itself.
 */
async function withCare(
  tools: HandlerTools,
  job: { documentId?: string; runId: string },
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal.aborted || mayPass(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    tools.log.error(
      { run: job.runId, document: job.documentId, error: message, stack: (error as Error).stack },
      "a fault of boardsense",
    );
    if (job.documentId !== undefined) await noteFault(tools.pool, job.documentId, job.runId, message);
    throw new UnrecoverableError(message);
  }
}

async function noteFault(pool: pg.Pool, documentId: string, runId: string, message: string): Promise<void> {
  const document = await readDocument(pool, documentId);
  if (document === null || document.wantedReadKey === null) return;
  const detail = `boardsense failed on this document (${message.split("\n")[0]}). Report it, and try again with \`boardsense retry --document ${documentId}\`.`;
  // A reading that is stored already would otherwise count as the end of it.
  await pool.query("update raw.documents set read_key = null where document_id = $1", [documentId]);
  await storeFailure(pool, {
    documentId,
    runId,
    readKey: document.wantedReadKey,
    failure: { outcome: "damaged", detail, page: null },
  });
}
