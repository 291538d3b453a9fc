import type pg from "pg";
import type { Outcome } from "../../schemas/outcome.js";
import { runQuery } from "../../sql/run-query.js";
import type { FetchSettings } from "../sources/fetch/index.js";
import { findFiles } from "../sources/find-files.js";
import { isUrl } from "../sources/manifest.js";
import { splitSource } from "../sources/zip-source.js";
import type { ReadingPlan } from "./offer-found-files.js";
import { takeIn } from "./take-in.js";

/**
 * Looks again at the sources of documents whose bytes could not be had, chosen as for `retryDocuments`: files are
 * opened, addresses fetched. What can be had now waits to be read; the rest keeps its outcome with the reason of
 * today. Returns the ids of the documents that were tried.
 */
export async function offerAgain(
  pool: pg.Pool,
  options: {
    choice: { documentIds?: readonly string[]; outcomes?: readonly Outcome[]; runId?: string };
    plan: ReadingPlan;
    fetch: FetchSettings;
    signal: AbortSignal;
  },
): Promise<string[]> {
  const { choice, plan, fetch, signal } = options;
  const documents = await runQuery<{ documentId: string; source: string }>(pool, "list_unfetched", [
    choice.documentIds ?? null,
    choice.outcomes ?? null,
    choice.runId ?? null,
  ]);
  if (documents.length === 0) return [];
  const sources = documents.map(({ source }) => source);
  const paths = [...new Set(sources.filter((source) => !isUrl(source)).map((one) => splitSource(one).path))];
  const { files } = await findFiles(paths);
  await takeIn(
    pool,
    { files, folders: [], urls: sources.filter(isUrl), manifest: null },
    { plan, fetch, stillForMs: 0, acceptEmpty: true, signal },
  );
  return documents.map(({ documentId }) => documentId);
}
