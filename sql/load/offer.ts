import type pg from "pg";
import type { ManifestRow } from "../../schemas/minutes.js";
import type { Outcome } from "../../schemas/outcome.js";
import { inTransaction, runQuery } from "../run-query.js";
import { documentId, furtherDocumentId } from "./ids.js";
import { lockManyDocuments, raiseRevisions } from "./locks.js";

/** A file as it lies there now. */
export interface OfferedFile {
  /** Where it is: an absolute path or a URL. One file has one source. */
  source: string;
  /** Lower-case hex. */
  sha256: string;
  byteSize: number;
  modifiedAtMs: number | null;
  etag?: string | null;
  lastModified?: string | null;
  manifest: ManifestRow | null;
  /** From what its reading is to be made: one hash of content, stage versions and settings. */
  readKey: string;
}

/** What became of an offered file. */
export interface OfferedDocument {
  source: string;
  documentId: string;
  change: "new" | "known" | "moved" | "changed" | "duplicate";
  outcome: Outcome;
  /** What is still to be done for it; null where nothing is. */
  needs: "read" | "code" | null;
}

/** A file as a rescan remembers it: with the same size and time of change its bytes need not be read again. */
export interface KnownFile {
  documentId: string;
  sha256: string | null;
  byteSize: number | null;
  modifiedAtMs: number | null;
  etag: string | null;
  lastModified: string | null;
  isPresent: boolean;
  /** What the latest manifest that names the file says of it. */
  manifest: ManifestRow | null;
}

/** Files a transaction takes: few enough that two commands take turns. */
const CHUNK = 500;

/** Every file ever seen, by its source. */
export async function readKnownFiles(pool: pg.Pool): Promise<Map<string, KnownFile>> {
  const rows = await runQuery<KnownFile & { source: string }>(pool, "read_known_files");
  return new Map(rows.map(({ source, ...file }) => [source, file]));
}

/**
 * Takes files into the archive and says, in order of source, what each is and still needs:
 * `known` (same place, same bytes), `new`, `changed` (same place, other bytes: a new document that supersedes the
 * former one), `moved` (bytes that are known and whose former place no longer has them: the document keeps its id),
 * `duplicate` (bytes that another present file has). Idempotent; two processes that offer the same files get one
 * result. `isStillThere` is asked about the former place of known bytes. `codeKey` stands for the coders that
 * everything is to be coded by.
 */
export async function offerFiles(
  pool: pg.Pool,
  options: {
    runId: string;
    files: readonly OfferedFile[];
    codeKey: string;
    isStillThere: (source: string) => boolean | Promise<boolean>;
  },
): Promise<OfferedDocument[]> {
  const files = [...options.files].sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0));
  const answers: OfferedDocument[] = [];
  for (let from = 0; from < files.length; from += CHUNK) {
    const chunk = files.slice(from, from + CHUNK);
    answers.push(...(await inTransaction(pool, (client) => offerChunk(client, chunk, options))));
  }
  return answers;
}

async function offerChunk(
  client: pg.PoolClient,
  files: OfferedFile[],
  options: { runId: string; codeKey: string; isStillThere: (source: string) => boolean | Promise<boolean> },
): Promise<OfferedDocument[]> {
  await lockManyDocuments(client);
  const known = await runQuery<{ source: string; document_id: string }>(client, "note_known_files", [
    options.runId,
    JSON.stringify(files.map(({ manifest: _, readKey: __, ...file }) => file)),
  ]);
  const documentOfKnown = new Map(known.map((row) => [row.source, row.document_id]));
  const placed: { file: OfferedFile; documentId: string; change: OfferedDocument["change"] }[] = [];
  const touched: string[] = [];
  for (const file of files) {
    const knownId = documentOfKnown.get(file.source);
    placed.push(
      knownId === undefined
        ? { file, ...(await placeFile(client, file, { ...options, touched })) }
        : { file, documentId: knownId, change: "known" },
    );
  }
  const needs = await runQuery<{ document_id: string; outcome: Outcome; needs: "read" | "code" | null }>(
    client,
    "want_readings",
    [
      options.codeKey,
      JSON.stringify(
        placed.map(({ file, documentId }) => ({
          documentId,
          readKey: file.readKey,
          manifest: file.manifest,
        })),
      ),
      options.runId,
    ],
  );
  if (touched.length > 0) await raiseRevisions(client, touched);
  const needOf = new Map(needs.map((row) => [row.document_id, row]));
  return placed.map(({ file, documentId, change }) => ({
    source: file.source,
    documentId,
    change,
    outcome: needOf.get(documentId)?.outcome ?? "waiting",
    needs: needOf.get(documentId)?.needs ?? null,
  }));
}

/** Finds the document of a file that is new, or new at its place. */
async function placeFile(
  client: pg.PoolClient,
  file: OfferedFile,
  options: {
    runId: string;
    isStillThere: (source: string) => boolean | Promise<boolean>;
    /** Is given the documents whose bodies are to be put together again: after all documents are locked. */
    touched: string[];
  },
): Promise<{ documentId: string; change: "new" | "moved" | "changed" | "duplicate" }> {
  const { rows: former } = await client.query<{ document_id: string; sha256: string | null }>(
    "select document_id, sha256 from raw.files where source = $1",
    [file.source],
  );
  const id = documentId(file.sha256);
  const { rows: same } = await client.query<{ document_id: string }>(
    "select document_id from raw.documents where document_id = $1 for update",
    [id],
  );
  let answer: { documentId: string; change: "new" | "moved" | "duplicate" };
  if (same.length === 0) {
    await insertDocument(client, file, options.runId, { documentId: id, duplicateOf: null });
    answer = { documentId: id, change: "new" };
  } else if (await hasPresentFile(client, id, file.source, options.isStillThere)) {
    const duplicate = furtherDocumentId(file.sha256, file.source);
    await insertDocument(client, file, options.runId, { documentId: duplicate, duplicateOf: id });
    await client.query("update raw.documents set superseded_by = null where document_id = $1", [duplicate]);
    answer = { documentId: duplicate, change: "duplicate" };
  } else {
    await client.query("update raw.documents set source = $2, superseded_by = null where document_id = $1", [
      id,
      file.source,
    ]);
    options.touched.push(id);
    answer = { documentId: id, change: "moved" };
  }
  await runQuery(client, "note_file", [
    file.source,
    answer.documentId,
    file.sha256,
    file.byteSize,
    file.modifiedAtMs,
    file.etag ?? null,
    file.lastModified ?? null,
    options.runId,
  ]);
  const before = former[0];
  if (before === undefined || before.document_id === answer.documentId) return answer;
  if (await supersede(client, before, answer.documentId)) options.touched.push(before.document_id);
  // What was never fetched has not changed: it is seen for the first time.
  const isChange = before.sha256 !== null && answer.change !== "duplicate";
  return { ...answer, change: isChange ? "changed" : answer.change };
}

async function insertDocument(
  client: pg.PoolClient,
  file: OfferedFile,
  runId: string,
  ids: { documentId: string; duplicateOf: string | null },
): Promise<void> {
  await runQuery(client, "insert_document", [
    ids.documentId,
    file.sha256,
    file.source,
    file.byteSize,
    runId,
    JSON.stringify(file.manifest),
    ids.duplicateOf === null ? "waiting" : "duplicate",
    ids.duplicateOf,
    ids.duplicateOf === null ? null : "The same bytes as another file that is there.",
  ]);
}

/** Whether another place still holds the document. Places that turn out to be gone are noted so. */
async function hasPresentFile(
  client: pg.PoolClient,
  document: string,
  except: string,
  isStillThere: (source: string) => boolean | Promise<boolean>,
): Promise<boolean> {
  const { rows } = await client.query<{ source: string }>(
    "select source from raw.files where document_id = $1 and source <> $2 and is_present order by source",
    [document, except],
  );
  for (const { source } of rows) {
    if (await isStillThere(source)) return true;
    await runQuery(client, "mark_missing", [[source]]);
  }
  return false;
}

/**
 * Whoever had this place before is no longer there; where it is nowhere else, the new document takes its place.
 * Returns whether it did.
 */
async function supersede(
  client: pg.PoolClient,
  former: { document_id: string; sha256: string | null },
  by: string,
): Promise<boolean> {
  if (former.sha256 === null) {
    // It was never fetched: now that its bytes are known there is nothing to remember.
    await client.query("delete from raw.documents where document_id = $1", [former.document_id]);
    return false;
  }
  if (await isHeldByDuplicate(client, former.document_id)) return false;
  const { rowCount } = await client.query(
    `update raw.documents set superseded_by = $2
     where document_id = $1 and not exists (
       select from raw.files where files.document_id = $1 and files.is_present)`,
    [former.document_id, by],
  );
  return (rowCount ?? 0) > 0;
}

/** Where a document lost its place and a duplicate is still there, that place becomes the document's own. */
async function isHeldByDuplicate(client: pg.ClientBase, document: string): Promise<boolean> {
  const { rows } = await client.query<{ document_id: string; source: string }>(
    `select documents.document_id, files.source from raw.documents
     inner join raw.files on files.document_id = documents.document_id and files.is_present
     where documents.duplicate_of = $1
       and not exists (select from raw.files as own where own.document_id = $1 and own.is_present)
     order by files.source limit 1`,
    [document],
  );
  const [heir] = rows;
  if (heir === undefined) return false;
  await client.query("update raw.files set document_id = $2 where source = $1", [heir.source, document]);
  await client.query("update raw.documents set source = $2, superseded_by = null where document_id = $1", [
    document,
    heir.source,
  ]);
  await client.query("delete from raw.documents where document_id = $1", [heir.document_id]);
  return true;
}

/**
 * Notes that files are no longer there (a scan of their folder did not find them). Their documents stay coded. Returns
 * those of which that is news.
 */
export async function markMissing(
  pool: pg.Pool,
  sources: readonly string[],
): Promise<{ source: string; documentId: string }[]> {
  return inTransaction(pool, async (client) => {
    await lockManyDocuments(client);
    const rows = await runQuery<{ source: string; document_id: string }>(client, "mark_missing", [sources]);
    for (const row of rows) await isHeldByDuplicate(client, row.document_id);
    return rows.map((row) => ({ source: row.source, documentId: row.document_id }));
  });
}

/**
 * Notes a file that could not be fetched or opened, so that nobody saw its bytes. What is known of an earlier
 * content stays as it is. Returns the document's id.
 */
export async function storeUnfetched(
  pool: pg.Pool,
  options: { source: string; runId: string; manifest: ManifestRow | null; detail: string },
): Promise<string> {
  return inTransaction(pool, async (client) => {
    await lockManyDocuments(client);
    const { rows } = await client.query<{ document_id: string; sha256: string | null }>(
      "select document_id, sha256 from raw.files where source = $1",
      [options.source],
    );
    const known = rows[0];
    const id = known?.document_id ?? furtherDocumentId(null, options.source);
    if (known !== undefined && known.sha256 !== null) return id;
    if (known === undefined) {
      const { source, runId, manifest, detail } = options;
      await runQuery(client, "insert_document", [
        id,
        null,
        source,
        null,
        runId,
        JSON.stringify(manifest),
        "could not be fetched",
        null,
        detail,
      ]);
      await runQuery(client, "note_file", [source, id, null, null, null, null, null, runId]);
    }
    await runQuery(client, "note_outcome", [id, options.runId, "could not be fetched", options.detail, null]);
    return id;
  });
}

/** Notes the meetings of which a manifest says that there are minutes, whether their files were found or not. */
export async function expectMeetings(
  pool: pg.Pool,
  meetings: readonly { organisationCode: string; meetingDate: string }[],
): Promise<void> {
  await runQuery(pool, "expect_meetings", [JSON.stringify(meetings)]);
}
