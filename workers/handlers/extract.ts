import { EXTRACT_VERSION } from "../../pipeline/extract/index.js";
import { STRUCTURE_VERSION } from "../../pipeline/structure/index.js";
import type { ExtractJob } from "../../schemas/jobs.js";
import { readDocument, storeFailure, storeReading } from "../../sql/load/index.js";
import type { RunVersions } from "../coding/plan-of-run.js";
import { findOrganisations } from "../organisations/find-organisations.js";
import { PRIORITY } from "../queue/queues.js";
import { placeOfBytes } from "../sources/place-of-bytes.js";
import type { HandlerTools } from "./index.js";
import { OtherVersionsError } from "./may-pass.js";

/**
 * Reads a document in a guarded process and stores its minutes, or why there are none. What was read under the key
 * that is wanted is not read again.
 */
export async function handleExtract(
  tools: HandlerTools,
  job: ExtractJob,
  signal: AbortSignal,
): Promise<void> {
  const { pool, queues, log } = tools;
  const document = await readDocument(pool, job.documentId);
  if (document === null || document.wantedReadKey === null || document.outcome === "duplicate") return;
  const { documentId } = document;
  // The job may have waited for long: the run that wants the document now is the one to answer to.
  const runId = document.wantedRunId ?? job.runId;
  const context = { run: runId, document: documentId, stage: "extract" };
  const versions = await tools.versionsOf(runId);
  refuseOtherVersions(runId, versions);
  const readKey = document.wantedReadKey;
  if (document.readKey !== readKey) {
    const startedAt = Date.now();
    const answer = await tools.reading.read({
      ...placeOfBytes(document, tools.fetchedFolder),
      manifest: document.manifest,
      password: document.manifest?.password ?? null,
      // The run's own, whatever this machine is set to: machines must read alike.
      ...(versions.ocr === null ? {} : { ocr: versions.ocr }),
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
      await storeFailure(pool, { documentId, runId, readKey, failure });
      return;
    }
    if (!answer.ok) {
      await storeFailure(pool, { documentId, runId, readKey, failure: answer.failure });
      log.info({ ...context, outcome: answer.failure.outcome, seconds }, "not read");
      return;
    }
    const { minutes, pageCount, pagesOcr, ocrConfidence, lostPages, metadata, extractVersion } = answer;
    const organisations = await findOrganisations(pool, minutes.meetings, document.manifest);
    const pages = { pageCount, pagesOcr, ocrConfidence, lostPages };
    const read = { minutes, extractVersion, ...pages, metadata, organisations };
    await storeReading(pool, { documentId, runId, readKey, ...read });
    log.info({ ...context, pages: pageCount, meetings: minutes.meetings.length, seconds }, "read");
  }
  const { codeKey } = await tools.planOf(runId);
  const priority = document.isAwaited ? PRIORITY.waitingUser : PRIORITY.backlog;
  await queues.addCode([{ documentId, runId }], codeKey, priority);
}

/** A machine with another release must not read for this archive: machines of the right release take the job up. */
function refuseOtherVersions(runId: string, { extractVersion, structureVersion }: RunVersions): void {
  if (extractVersion === EXTRACT_VERSION && structureVersion === STRUCTURE_VERSION) return;
  throw new OtherVersionsError(
    `The run ${runId} reads by extract ${extractVersion} and structure ${structureVersion}, and this machine has ` +
      `${EXTRACT_VERSION} and ${STRUCTURE_VERSION}: install the same release on every machine.`,
  );
}
