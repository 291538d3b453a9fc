import type pg from "pg";
import type { JobOf, QueueName } from "../../schemas/jobs.js";
import { noteFailure, readDocument, storeFailure } from "../../sql/load/index.js";
import type { CodingPlan } from "../coding/coding-plan.js";
import type { RunVersions } from "../coding/plan-of-run.js";
import type { Logger } from "../logger.js";
import type { Queues } from "../queue/queues.js";
import type { ReadingPool } from "../reading/index.js";
import { handleCode } from "./code.js";
import { handleConsolidate } from "./consolidate.js";
import type { ConsolidationPace } from "./consolidation-pace.js";
import { handleExtract } from "./extract.js";
import { FaultError } from "./fault.js";
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
  /** Where what was fetched from addresses lies. */
  fetchedFolder: string;
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
    extract: (job, signal) =>
      withCare(tools, "extract", job, signal, () => handleExtract(tools, job, signal)),
    code: (job, signal) => withCare(tools, "code", job, signal, () => handleCode(tools, job, signal)),
    consolidate: (job, signal) =>
      withCare(tools, "consolidate", job, signal, () => handleConsolidate(tools, job)),
  };
}

/**
 * Errors that may pass are thrown on, so that the job is tried again. Any other is a fault of boardsense on this
 * document or body: it is kept as a dead letter, with its words, and not tried again by itself.
 */
async function withCare(
  tools: HandlerTools,
  stage: QueueName,
  job: { documentId?: string; organisationCode?: string; runId: string },
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal.aborted || mayPass(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const { runId: run, documentId: document, organisationCode: organisation } = job;
    tools.log.error(
      { run, document, organisation, stage, error: message, stack: (error as Error).stack },
      "a fault of boardsense",
    );
    await noteFault(tools.pool, stage, job, message);
    throw new FaultError(message);
  }
}

async function noteFault(
  pool: pg.Pool,
  stage: QueueName,
  job: { documentId?: string; organisationCode?: string; runId: string },
  message: string,
): Promise<void> {
  const { runId, documentId = null, organisationCode = null } = job;
  const words = message.split("\n")[0] ?? "";
  const subject = documentId === null ? "body" : "document";
  const detail = `boardsense failed on this ${subject} (${words}). Report it; \`boardsense failures\` names the command that tries again.`;
  if (documentId !== null) {
    const document = await readDocument(pool, documentId);
    if (document === null || document.wantedReadKey === null) return;
    // A reading that is stored already would otherwise count as the end of it.
    await pool.query("update raw.documents set read_key = null where document_id = $1", [documentId]);
    const readKey = document.wantedReadKey;
    const failure = { outcome: "fault of boardsense" as const, detail, page: null };
    await storeFailure(pool, { documentId, runId, readKey, failure });
  }
  await noteFailure(pool, {
    stage,
    documentId,
    organisationCode,
    reason: "fault of boardsense",
    attempts: 1,
    lastError: detail,
    runId,
  });
}
