import type pg from "pg";
import type { LostPage } from "../../schemas/extraction.js";
import type { ManifestRow } from "../../schemas/minutes.js";
import type { Outcome } from "../../schemas/outcome.js";
import { WarehouseError } from "../errors.js";
import { inTransaction, runQuery } from "../run-query.js";
import { lockManyDocuments, raiseRevisions } from "./locks.js";

/** A document as a worker needs it. */
export interface StoredDocument {
  documentId: string;
  source: string;
  sha256: string | null;
  byteSize: number | null;
  manifest: ManifestRow | null;
  outcome: Outcome;
  detail: string | null;
  attempts: number;
  pages: number | null;
  pagesOcr: number | null;
  lostPages: LostPage[];
  /** What the stored reading was made from; null where there is none. */
  readKey: string | null;
  /** What it ought to be made from. */
  wantedReadKey: string | null;
  /** The run that wants it read; null where none says so. */
  wantedRunId: string | null;
  /** Whether somebody waits for it. */
  isAwaited: boolean;
}

/** The document, or null where it was removed meanwhile. */
export async function readDocument(pool: pg.Pool, documentId: string): Promise<StoredDocument | null> {
  const [document] = await runQuery<StoredDocument>(pool, "read_document", [documentId]);
  return document ?? null;
}

/** Ids of documents that wait to be read, in order of source: what a queue must hold after a crash. */
export async function listDocumentsToRead(pool: pg.Pool): Promise<string[]> {
  return ids(await runQuery(pool, "list_documents_to_read"));
}

/** Ids of documents that were read and not yet coded under this key, in order of source. */
export async function listDocumentsToCode(pool: pg.Pool, codeKey: string): Promise<string[]> {
  return ids(await runQuery(pool, "list_documents_to_code", [codeKey]));
}

/**
 * Lets documents wait again that could not be read, chosen by any of document, outcome and the run that gave it.
 * Named documents are read again whatever their outcome. Returns their ids.
 */
export async function retryDocuments(
  pool: pg.Pool,
  choice: { documentIds?: readonly string[]; outcomes?: readonly Outcome[]; runId?: string },
): Promise<string[]> {
  const { documentIds = null, outcomes = null, runId = null } = choice;
  return inTransaction(pool, async (client) => {
    await lockManyDocuments(client);
    return ids(await runQuery(client, "retry_documents", [documentIds, outcomes, runId]));
  });
}

/** How many files ended in each outcome, in the whole archive or in one run. */
export async function countOutcomes(
  pool: pg.Pool,
  runId: string | null = null,
): Promise<Map<Outcome, number>> {
  const rows = await runQuery<{ outcome: Outcome; files: number }>(pool, "count_outcomes", [runId]);
  return new Map(rows.map((row) => [row.outcome, row.files]));
}

/**
 * Erases a document with everything that came of it, and every other file with the same bytes. That something was
 * removed stays known, without content. Returns the sources of what was erased: a file that still lies there is
 * taken for new when it is offered again. Throws `WarehouseError` where there is no such document.
 */
export async function removeDocument(
  pool: pg.Pool,
  options: { documentId: string; runId: string },
): Promise<{ sources: string[]; organisationCodes: string[] }> {
  return inTransaction(pool, async (client) => {
    await lockManyDocuments(client);
    const { rows } = await client.query<{ document_id: string; sha256: string | null; source: string }>(
      `select document_id, sha256, source from raw.documents
       where document_id = $1 or sha256 = (select sha256 from raw.documents where document_id = $1)
       order by document_id for update`,
      [options.documentId],
    );
    if (rows.length === 0) throw new WarehouseError("UNKNOWN_DOCUMENT", { document: options.documentId });
    const documents = rows.map((row) => row.document_id);
    const { rows: bodies } = await client.query<{ organisation_code: string }>(
      "select distinct organisation_code from raw.meetings where document_id = any ($1::text[]) order by 1",
      [documents],
    );
    // Those that point at them lose that: all documents before any body.
    await client.query(
      `select 1 from raw.documents
       where duplicate_of = any ($1::text[]) or superseded_by = any ($1::text[]) order by document_id for update`,
      [documents],
    );
    await raiseRevisions(client, documents);
    await client.query(
      `insert into raw.removals (document_id, sha256, run_id)
       select document_id, sha256, $2 from raw.documents where document_id = any ($1::text[])`,
      [documents, options.runId],
    );
    // Innovations whose words came from it must not outlive it until their body is put together again.
    await client.query(
      `delete from derived.innovations where innovation_id in (
         select innovation_id from derived.innovation_mentions
         inner join raw.passages using (passage_id) inner join raw.meetings using (meeting_id)
         where document_id = any ($1::text[]))`,
      [documents],
    );
    await client.query("delete from raw.documents where document_id = any ($1::text[])", [documents]);
    return {
      sources: rows.map((row) => row.source),
      organisationCodes: bodies.map((row) => row.organisation_code),
    };
  });
}

function ids(rows: Record<string, unknown>[]): string[] {
  return rows.map((row) => row.document_id as string);
}
