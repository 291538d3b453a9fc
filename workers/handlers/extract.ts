import type { ExtractJob } from "../../schemas/jobs.js";
import { readDocument, storeFailure, storeReading } from "../../sql/load/index.js";
import { findOrganisations } from "../organisations/find-organisations.js";
import { placeOfBytes } from "../sources/place-of-bytes.js";
import type { HandlerTools } from "./index.js";

/**
 * Reads a document in a guarded process and stores its minutes, or why there are none. What was read under the key
 * that is wanted is not read again.
 */
export async function handleExtract(
  tools: HandlerTools,
  job: ExtractJob,
  signal: AbortSignal,
): Promise<void> {
  const { pool, queues, log, priority } = tools;
  const document = await readDocument(pool, job.documentId);
  if (document === null || document.wantedReadKey === null || document.outcome === "duplicate") return;
  const { documentId } = document;
  const context = { run: job.runId, document: documentId, stage: "extract" };
  const readKey = document.wantedReadKey;
  if (document.readKey !== readKey) {
    const startedAt = Date.now();
    const answer = await tools.reading.read({
      ...placeOfBytes(document, tools.fetchedFolder),
      manifest: document.manifest,
      password: document.manifest?.password ?? null,
      signal,
    });
    const seconds = (Date.now() - startedAt) / 1000;
    if (answer.sha256 !== null && answer.sha256 !== document.sha256) {
      const failure = {
        outcome: "could not be fetched" as const,
        detail:
          "The file changed after it was offered. Run `boardsense ingest` again to read its new content.",
        page: null,
      };
      await storeFailure(pool, { documentId, runId: job.runId, readKey, failure });
      return;
    }
    if (!answer.ok) {
      await storeFailure(pool, { documentId, runId: job.runId, readKey, failure: answer.failure });
      log.info({ ...context, outcome: answer.failure.outcome, seconds }, "not read");
      return;
    }
    const { minutes, pageCount, pagesOcr, ocrConfidence, lostPages, metadata, extractVersion } = answer;
    const organisations = await findOrganisations(pool, minutes.meetings, document.manifest);
    const pages = { pageCount, pagesOcr, ocrConfidence, lostPages };
    const read = { minutes, extractVersion, ...pages, metadata, organisations };
    await storeReading(pool, { documentId, runId: job.runId, readKey, ...read });
    log.info({ ...context, pages: pageCount, meetings: minutes.meetings.length, seconds }, "read");
  }
  await queues.addCode([{ documentId, runId: job.runId }], priority);
}
