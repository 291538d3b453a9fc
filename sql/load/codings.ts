import type pg from "pg";
import type { Coding } from "../../schemas/coding.js";
import type { Item, Meeting, Passage, TextRun } from "../../schemas/minutes.js";
import type { Outcome } from "../../schemas/outcome.js";
import { inTransaction, runQuery } from "../run-query.js";
import { lockPins, raiseRevisions } from "./locks.js";
import { toJson } from "./to-json.js";

/** A meeting as `structure` gave it, with the ids that it and its passages have in the warehouse. */
export interface StoredMeeting {
  meetingId: string;
  meeting: Meeting;
  /** Id of each of `meeting.passages`, in the same order. */
  passageIds: string[];
}

/** The meetings of a document as they were read, in order; empty where it has none or was removed. */
export async function readMeetingsToCode(pool: pg.Pool, documentId: string): Promise<StoredMeeting[]> {
  type InMeeting = { meetingId: string };
  const meetings = await runQuery<Omit<Meeting, "items" | "passages"> & InMeeting>(pool, "read_meetings", [
    documentId,
  ]);
  const items = groupByMeeting(await runQuery<Item & InMeeting>(pool, "read_items", [documentId]));
  const passages = groupByMeeting(
    await runQuery<Passage & InMeeting & { passageId: string }>(pool, "read_passages", [documentId]),
  );
  return meetings.map(({ meetingId, ...meeting }) => ({
    meetingId,
    passageIds: (passages.get(meetingId) ?? []).map((passage) => passage.passageId),
    meeting: {
      ...meeting,
      items: (items.get(meetingId) ?? []).map(({ meetingId: _, ...item }) => item),
      passages: (passages.get(meetingId) ?? []).map(({ meetingId: _, passageId: __, ...passage }) => passage),
    },
  }));
}

function groupByMeeting<Row extends { meetingId: string }>(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.meetingId);
    if (group === undefined) groups.set(row.meetingId, [row]);
    else group.push(row);
  }
  return groups;
}

/**
 * Stores what coders said of a document's passages, in one transaction, decides anew which answers stand (of the
 * pinned versions), and gives the document its outcome. `codeKey` stands for these coders and codebooks together:
 * the same document under the same key is stored once, doing it again changes nothing. Codings of passages that are
 * not (or no longer) the document's are left out. Returns null where the document was removed meanwhile.
 */
export async function storeCodings(
  pool: pg.Pool,
  options: { documentId: string; runId: string; codeKey: string; codings: readonly Coding[] },
): Promise<{ outcome: Outcome; organisationCodes: string[] } | null> {
  return inTransaction(pool, async (client) => {
    const { rows: documents } = await client.query<{
      outcome: Outcome;
      pages_ocr: number | null;
      lost_pages: { page: number }[];
    }>("select outcome, pages_ocr, lost_pages from raw.documents where document_id = $1 for no key update", [
      options.documentId,
    ]);
    const document = documents[0];
    if (document === undefined) return null;
    const { rows: meetings } = await client.query<{ meeting_id: string; organisation_code: string }>(
      "select meeting_id, organisation_code from raw.meetings where document_id = $1 order by ordinal",
      [options.documentId],
    );
    const organisationCodes = [...new Set(meetings.map((row) => row.organisation_code))].sort();
    const { rowCount } = await client.query(
      "select 1 from raw.coded_documents where document_id = $1 and code_key = $2",
      [options.documentId, options.codeKey],
    );
    if ((rowCount ?? 0) > 0) return { outcome: document.outcome, organisationCodes };

    await insertCodings(client, options.runId, options.documentId, options.codings);
    await decideMeetings(
      client,
      meetings.map((row) => row.meeting_id),
    );
    await runQuery(client, "finish_coding", [options.documentId, options.codeKey, options.runId]);
    await raiseRevisions(client, [options.documentId]);
    const outcome: Outcome = (document.pages_ocr ?? 0) > 0 ? "coded after OCR" : "coded";
    const lost = document.lost_pages.map((lostPage) => lostPage.page);
    const detail = lost.length === 0 ? null : `Pages that could not be read: ${lost.join(", ")}.`;
    await runQuery(client, "note_outcome", [
      options.documentId,
      options.runId,
      outcome,
      detail,
      lost[0] ?? null,
    ]);
    return { outcome, organisationCodes };
  });
}

/** Decides anew which answers stand for the passages of these meetings. To be called inside a transaction. */
export async function decideMeetings(client: pg.ClientBase, meetingIds: readonly string[]): Promise<void> {
  // Whoever moves the archive to other versions waits for those who decide by the former ones, and they for it.
  await lockPins(client, "shared");
  await runQuery(client, "forget_answers", [meetingIds]);
  await runQuery(client, "decide_answers", [meetingIds]);
  await runQuery(client, "decide_codes", [meetingIds]);
}

async function insertCodings(
  client: pg.ClientBase,
  runId: string,
  documentId: string,
  codings: readonly Coding[],
): Promise<void> {
  const pageOf = await readQuotePages(client, documentId);
  const rows = [];
  for (const coding of codings) {
    const quote = coding.quote ?? coding.spans[0];
    const page = pageOf(coding.passageId, quote?.start ?? 0);
    if (page === null) continue;
    rows.push({
      passage_id: coding.passageId,
      frame: coding.frame,
      code: coding.code,
      coder: coding.coder,
      coder_version: coding.coderVersion,
      codebook_version: coding.codebookVersion,
      probability: coding.probability,
      quote: quote?.quote ?? null,
      page,
      spans: coding.spans,
      because: coding.because,
    });
  }
  if (rows.length > 0) await runQuery(client, "insert_codings", [runId, toJson(rows)]);
}

/** Answers on which page an offset of a passage lies: only passages over several pages need the runs of text. */
async function readQuotePages(
  client: pg.ClientBase,
  documentId: string,
): Promise<(passageId: string, offset: number) => number | null> {
  const { rows } = await client.query<{
    passage_id: string;
    meeting_id: string;
    start_offset: number;
    page: number;
    page_end: number;
  }>(
    `select passage_id, meeting_id, start_offset, page, page_end from raw.passages
     where meeting_id in (select meeting_id from raw.meetings where document_id = $1)`,
    [documentId],
  );
  const passages = new Map(rows.map((row) => [row.passage_id, row]));
  const runsOf = new Map<string, TextRun[]>();
  if (rows.some((row) => row.page_end > row.page)) {
    const { rows: meetings } = await client.query<{ meeting_id: string; runs: TextRun[] }>(
      "select meeting_id, runs from raw.meetings where document_id = $1",
      [documentId],
    );
    for (const meeting of meetings) runsOf.set(meeting.meeting_id, meeting.runs);
  }
  return (passageId, offset) => {
    const passage = passages.get(passageId);
    if (passage === undefined) return null;
    if (passage.page === passage.page_end) return passage.page;
    const at = passage.start_offset + offset;
    const run = runsOf.get(passage.meeting_id)?.findLast((candidate) => candidate.start <= at);
    return run === undefined ? passage.page : Math.min(Math.max(run.page, passage.page), passage.page_end);
  };
}
