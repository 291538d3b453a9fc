-- Store passages of a document's meetings.
-- Params: $1 passages (jsonb array of objects with the columns' names).
insert into raw.passages (
  passage_id, meeting_id, ordinal, kind, part, item_ordinal, start_offset, end_offset, text, page, page_end, boxes,
  text_source, lead_in, speaker, action_owner, words)
select passage_id, meeting_id, ordinal, kind, part, item_ordinal, start_offset, end_offset, text, page, page_end, boxes,
  text_source, lead_in, speaker, action_owner, words
from jsonb_populate_recordset(null::raw.passages, $1::jsonb)
on conflict (passage_id) do update
set ordinal = excluded.ordinal, kind = excluded.kind, part = excluded.part, item_ordinal = excluded.item_ordinal,
    start_offset = excluded.start_offset, end_offset = excluded.end_offset, page = excluded.page,
    page_end = excluded.page_end, boxes = excluded.boxes, text_source = excluded.text_source,
    lead_in = excluded.lead_in, speaker = excluded.speaker, action_owner = excluded.action_owner;
