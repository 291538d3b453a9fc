import type pg from "pg";

/** What an archive says, without run numbers and times: equal for two archives that went the same way or another. */
export async function readAllRows(pool: pg.Pool): Promise<Record<string, unknown[]>> {
  const statements: Record<string, string> = {
    documents:
      "select document_id, duplicate_of, outcome, detail, meetings, pages, pages_ocr, passages from marts.documents order by 1",
    meetings:
      "select meeting_id, organisation_code, meeting_date, meeting_kind, session, is_counted from marts.meetings order by 1",
    passages:
      "select passage_id, item_number, item_title, page, page_end, start_offset, end_offset, text from marts.passages order by 1",
    codings:
      "select passage_id, frame, code, applies, probability, quote, page, coder, because from marts.codings order by 1, 2, 3",
    innovations: "select * from marts.innovations order by innovation_id",
    mentions: "select * from marts.innovation_mentions order by innovation_id, passage_id",
  };
  const tables: Record<string, unknown[]> = {};
  for (const [name, statement] of Object.entries(statements))
    tables[name] = (await pool.query(statement)).rows;
  return tables;
}
