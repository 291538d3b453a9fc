-- The passages of a document's meetings.
-- Params: $1 document_id.
select passage_id as "passageId", meeting_id as "meetingId", ordinal, kind, part, item_ordinal as item,
  start_offset as start, end_offset as "end", text, page, page_end as "pageEnd", boxes, text_source as "textSource",
  lead_in as "leadIn", speaker, action_owner as "actionOwner"
from raw.passages inner join (select meeting_id from raw.meetings where document_id = $1) as meetings using (meeting_id)
order by meeting_id, ordinal;
