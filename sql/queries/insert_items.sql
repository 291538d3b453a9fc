-- Store the agenda items of meetings.
-- Params: $1 items (jsonb array of objects with the columns' names).
insert into raw.items (meeting_id, ordinal, item_number, item_title, start_offset, end_offset, page)
select meeting_id, ordinal, item_number, item_title, start_offset, end_offset, page
from jsonb_populate_recordset(null::raw.items, $1::jsonb);
