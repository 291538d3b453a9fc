-- The agenda items of a document's meetings.
-- Params: $1 document_id.
select meeting_id as "meetingId", item_number as number, item_title as title, start_offset as start, end_offset as "end",
  page
from raw.items inner join (select meeting_id from raw.meetings where document_id = $1) as meetings using (meeting_id)
order by meeting_id, ordinal;
