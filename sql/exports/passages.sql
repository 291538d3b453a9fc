-- Passages of the chosen meetings, those that are not coded among them.
select passage_id, meeting_id, place, item_number, item_title, kind, part, is_coded, page, page_end, text_source,
  start_offset, end_offset, text, lead_in, speaker, action_owner, words
from marts.passages
where meeting_id in (select meeting_id from pg_temp.chosen_meetings)
order by passage_id
