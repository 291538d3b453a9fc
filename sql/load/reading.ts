import type pg from "pg";
import type { LostPage, PdfMetadata } from "../../schemas/extraction.js";
import type { ManifestRow, Meeting, Minutes } from "../../schemas/minutes.js";
import type { RegisterEntry } from "../../schemas/organisation.js";
import type { Outcome, ReadingFailure } from "../../schemas/outcome.js";
import { inTransaction, runQuery } from "../run-query.js";
import { meetingId, passageId } from "./ids.js";
import { raiseRevisions } from "./locks.js";
import { ensureOrganisations, type OrganisationFacts } from "./organisations.js";
import { toJson, toStorable } from "./to-json.js";

/** What came of reading a document. */
export interface Reading {
  documentId: string;
  runId: string;
  readKey: string;
  minutes: Minutes;
  extractVersion: number;
  pageCount: number;
  pagesOcr: number;
  /** Mean confidence of the pages read by OCR, 0-100; null where there were none or nobody says. */
  ocrConfidence?: number | null;
  lostPages: LostPage[];
  metadata: PdfMetadata | null;
  /** Who held each of the meetings by the register of organisations; null where it does not know. */
  organisations?: readonly (RegisterEntry | null)[];
}

/**
 * Stores what was read in a document, in one transaction: its meetings, items and passages, and its outcome
 * (`no minutes found` where there are none, else `waiting` for its codes). A reading made anew takes the place of the
 * former one: passages with the same id and text stay with what people said of them, codings by machines go.
 * Storing the same reading again changes nothing. Returns null where the document was removed meanwhile.
 */
export async function storeReading(
  pool: pg.Pool,
  reading: Reading,
): Promise<{ outcome: Outcome; meetings: number } | null> {
  return inTransaction(pool, async (client) => {
    const document = await lockDocument(client, reading.documentId);
    if (document === null) return null;
    const { meetings } = reading.minutes;
    if (document.read_key === reading.readKey)
      return { outcome: document.outcome, meetings: meetings.length };

    const codes = await ensureOrganisations(
      client,
      bodiesOf(document, meetings, reading.organisations ?? []),
    );
    const rows = makeRows(document, meetings, codes);
    const { rowCount } = await client.query("select 1 from raw.meetings where document_id = $1 limit 1", [
      reading.documentId,
    ]);
    const isReadAgain = (rowCount ?? 0) > 0;
    // Innovations made of the former reading must not be put together while it goes; of a first reading nothing goes.
    if (isReadAgain) await raiseRevisions(client, [reading.documentId], codes);
    await runQuery(client, "delete_former_reading", [
      reading.documentId,
      rows.meetings.map((row) => row.meeting_id),
      toJson(rows.passages.map(({ passage_id, text }) => ({ passage_id, text }))),
    ]);
    for (const meeting of rows.meetings) await runQuery(client, "insert_meeting", [toJson(meeting)]);
    if (rows.items.length > 0) await runQuery(client, "insert_items", [toJson(rows.items)]);
    if (rows.passages.length > 0) await runQuery(client, "insert_passages", [toJson(rows.passages)]);
    await runQuery(client, "finish_reading", [
      reading.documentId,
      reading.readKey,
      reading.pageCount,
      reading.pagesOcr,
      toJson(reading.lostPages),
      toJson(reading.metadata),
      reading.extractVersion,
      reading.minutes.structureVersion,
      reading.ocrConfidence ?? null,
    ]);
    if (!isReadAgain) await raiseRevisions(client, [], codes);
    const outcome: Outcome = meetings.length === 0 ? "no minutes found" : "waiting";
    if (outcome === "no minutes found") {
      await runQuery(client, "note_outcome", [
        reading.documentId,
        reading.runId,
        outcome,
        reading.minutes.notMinutesBecause === null ? null : toStorable(reading.minutes.notMinutesBecause),
        null,
      ]);
    }
    return { outcome, meetings: meetings.length };
  });
}

/**
 * Stores that a document could not be read, and why; what an earlier reading had found goes. The same failure of the
 * same content under the same settings is not tried again unless somebody asks for it. Does nothing where the
 * document was removed meanwhile.
 */
export async function storeFailure(
  pool: pg.Pool,
  options: { documentId: string; runId: string; readKey: string; failure: ReadingFailure },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const document = await lockDocument(client, options.documentId);
    if (document === null || document.read_key === options.readKey) return;
    await raiseRevisions(client, [options.documentId]);
    await client.query("delete from raw.meetings where document_id = $1", [options.documentId]);
    await client.query("delete from raw.coded_documents where document_id = $1", [options.documentId]);
    await client.query(
      "update raw.documents set read_key = $2, read_at = now(), pages = null, pages_ocr = null, lost_pages = '[]' where document_id = $1",
      [options.documentId, options.readKey],
    );
    const { outcome, detail, page } = options.failure;
    await runQuery(client, "note_outcome", [
      options.documentId,
      options.runId,
      outcome,
      toStorable(detail),
      page,
    ]);
  });
}

interface LockedDocument {
  document_id: string;
  read_key: string | null;
  outcome: Outcome;
  manifest: ManifestRow | null;
}

async function lockDocument(client: pg.ClientBase, documentId: string): Promise<LockedDocument | null> {
  const { rows } = await client.query<LockedDocument>(
    "select document_id, read_key, outcome, manifest from raw.documents where document_id = $1 for no key update",
    [documentId],
  );
  return rows[0] ?? null;
}

/** What is known of the body of each meeting. */
function bodiesOf(
  document: LockedDocument,
  meetings: readonly Meeting[],
  organisations: readonly (RegisterEntry | null)[],
): OrganisationFacts[] {
  return meetings.map(({ organisationName }, ordinal) => {
    const registered = document.manifest?.organisationCode ? null : (organisations[ordinal] ?? null);
    return {
      code: registered?.code ?? document.manifest?.organisationCode ?? null,
      manifestName: registered?.name ?? document.manifest?.organisationName ?? null,
      sector: registered?.sector ?? document.manifest?.sector ?? null,
      printedName: organisationName === null ? null : toStorable(organisationName),
    };
  });
}

function makeRows(
  document: LockedDocument,
  meetings: readonly Meeting[],
  organisationCodes: readonly string[],
) {
  const meetingRows = [];
  const itemRows = [];
  const passageRows = [];
  for (const [ordinal, meeting] of meetings.entries()) {
    const id = meetingId(document.document_id, ordinal);
    const coded = meeting.passages.filter((passage) => passage.part === "discussion");
    meetingRows.push({
      meeting_id: id,
      document_id: document.document_id,
      ordinal,
      organisation_code: organisationCodes[ordinal],
      organisation_name: meeting.organisationName,
      organisation_evidence: meeting.organisationEvidence,
      meeting_date:
        meeting.meetingDate !== null && isCalendarDay(meeting.meetingDate) ? meeting.meetingDate : null,
      date_evidence: meeting.dateEvidence,
      title: meeting.title,
      kind: meeting.kind,
      session: meeting.session,
      is_draft: meeting.isDraft,
      contradictions: meeting.contradictions,
      page_start: meeting.pageStart,
      page_end: meeting.pageEnd,
      text: meeting.text,
      runs: meeting.runs,
      words: coded.reduce((sum, passage) => sum + countWords(passage.text), 0),
      passages: coded.length,
    });
    for (const [itemOrdinal, item] of meeting.items.entries()) {
      itemRows.push({
        meeting_id: id,
        ordinal: itemOrdinal,
        item_number: item.number,
        item_title: item.title,
        start_offset: item.start,
        end_offset: item.end,
        page: item.page,
      });
    }
    for (const passage of meeting.passages) {
      passageRows.push({
        passage_id: passageId(id, passage.ordinal),
        meeting_id: id,
        ordinal: passage.ordinal,
        kind: passage.kind,
        part: passage.part,
        item_ordinal: passage.item,
        start_offset: passage.start,
        end_offset: passage.end,
        text: passage.text,
        page: passage.page,
        page_end: passage.pageEnd,
        boxes: passage.boxes,
        text_source: passage.textSource,
        lead_in: passage.leadIn,
        speaker: passage.speaker,
        action_owner: passage.actionOwner,
        words: countWords(passage.text),
      });
    }
  }
  return { meetings: meetingRows, items: itemRows, passages: passageRows };
}

/** A day that no calendar has cannot be stored; the words it was read from stay in the evidence. */
function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
