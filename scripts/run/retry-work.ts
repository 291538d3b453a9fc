import {
  type Failure,
  listFailures,
  retryDocuments,
  retryFailures,
  storeUnfetched,
} from "../../sql/load/index.js";
import { runQuery } from "../../sql/run-query.js";
import { offerFoundFiles, type ReadingPlan } from "../../workers/ingest/offer-found-files.js";
import { findFiles } from "../../workers/sources/find-files.js";
import { splitSource } from "../../workers/sources/zip-source.js";
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
const GONE = "There is no such file any more. Put it back, or remove it with `boardsense remove`.";

/**
 * Lets work be done again that was not: documents wait to be read anew, files that could not be fetched are looked at
 * anew, bodies are put together anew. The work itself is left to who calls.
 */
export async function retryWork(archive: Archive, plan: ReadingPlan, choice: RetryChoice): Promise<Retried> {
  const { pool } = archive;
  const { reason, organisationCodes, runId } = choice;
  const byRun = runId === undefined ? {} : { runId };
  // Whoever names bodies means those and no documents.
  const documentIds = choice.documentIds ?? (organisationCodes === undefined ? undefined : []);
  const byDocument = documentIds === undefined ? {} : { documentIds };
  const outcomes = FAILED_OUTCOMES.filter((outcome) => reason === null || outcome === reason);

  const fetched = outcomes.includes("could not be fetched")
    ? await fetchAgain(archive, plan, { ...byDocument, ...byRun })
    : [];
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

/** Looks again at files that could not be fetched: nobody has seen their bytes, or the bytes have changed since. */
async function fetchAgain(
  archive: Archive,
  plan: ReadingPlan,
  choice: { documentIds?: readonly string[]; runId?: string },
): Promise<string[]> {
  const { pool } = archive;
  const rows = await runQuery<{ documentId: string; source: string }>(pool, "list_unfetched", [
    choice.documentIds ?? null,
    choice.runId ?? null,
  ]);
  const files = rows.filter(({ source }) => !/^https?:\/\//i.test(source));
  if (files.length === 0) return [];
  const paths = [...new Set(files.map(({ source }) => splitSource(source).path))];
  const found = (await findFiles(paths)).files.filter((file) => paths.includes(file.path));
  await offerFoundFiles(pool, { files: found, manifest: null, password: null, plan });
  for (const { source } of files) {
    if (found.some((file) => file.path === splitSource(source).path)) continue;
    await storeUnfetched(pool, { source, runId: plan.runId, manifest: null, detail: GONE });
  }
  return files.map(({ documentId }) => documentId);
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
