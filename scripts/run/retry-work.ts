import { type Failure, listFailures, retryDocuments, retryFailures } from "../../sql/load/index.js";
import { offerAgain } from "../../workers/ingest/offer-again.js";
import type { ReadingPlan } from "../../workers/ingest/offer-found-files.js";
import { fetchSettings } from "../../workers/sources/fetch/index.js";
import type { Archive } from "../archive.js";
import { FAILED_OUTCOMES } from "./reasons.js";

/** Which of the work that was not done is to be tried again; what is left out limits nothing. */
export interface RetryChoice {
  reason: string | null;
  documentIds?: readonly string[];
  organisationCodes?: readonly string[];
  runId?: string;
}

/** What was chosen to be tried again. */
export interface Retried {
  documentIds: string[];
  organisationCodes: string[];
}

const ALL = 1_000_000_000;

/**
 * Lets work be done again that was not: documents wait to be read anew, files that could not be fetched are looked at
 * anew, bodies are put together anew. The work itself is left to who calls.
 */
export async function retryWork(archive: Archive, plan: ReadingPlan, choice: RetryChoice): Promise<Retried> {
  const { pool, config, dataFolder } = archive;
  const { reason, organisationCodes, runId } = choice;
  const byRun = runId === undefined ? {} : { runId };
  // Whoever names bodies means those and no documents.
  const documentIds = choice.documentIds ?? (organisationCodes === undefined ? undefined : []);
  const byDocument = documentIds === undefined ? {} : { documentIds };
  const outcomes = FAILED_OUTCOMES.filter((outcome) => reason === null || outcome === reason);

  const fetched = await offerAgain(pool, {
    choice: { ...byDocument, ...byRun, outcomes },
    plan,
    fetch: fetchSettings(config, dataFolder),
    signal: new AbortController().signal,
  });
  const read = await retryDocuments(pool, {
    ...byDocument,
    ...byRun,
    ...(documentIds === undefined || reason !== null ? { outcomes } : {}),
  });
  const lifted = await retryFailures(pool, {
    ...byDocument,
    ...(organisationCodes === undefined ? {} : { organisationCodes }),
    ...(reason === null ? {} : { reasons: [reason] }),
    ...byRun,
  });
  const idsOf = (rows: readonly Pick<Failure, "documentId" | "organisationCode">[]) =>
    rows.flatMap(({ documentId }) => documentId ?? []);
  return {
    documentIds: [...new Set([...fetched, ...read, ...idsOf(lifted)])],
    organisationCodes: lifted.flatMap((letter) => letter.organisationCode ?? []),
  };
}

/** What of the chosen work has still not been done. */
export async function listStillFailed(archive: Archive, retried: Retried): Promise<Failure[]> {
  const failures = await listFailures(archive.pool, { reason: null, limit: ALL });
  return failures.filter(
    ({ documentId, organisationCode }) =>
      retried.documentIds.includes(documentId ?? "") ||
      retried.organisationCodes.includes(organisationCode ?? ""),
  );
}
