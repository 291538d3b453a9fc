-- How often boards say given words: passages, agenda items and meetings that hold them, by body.
-- Param: words text = quality: words to look for, as in a search engine ("mystery shopper", patient or carer).
-- Param: organisations text (optional): codes of some bodies, parted by commas.
-- Example: words=quality or safety
with read as (
  select
    meetings.organisation_code,
    passages.meeting_id,
    dense_rank() over (partition by passages.meeting_id order by passages.item_number, passages.item_title) as item,
    passages.search @@ websearch_to_tsquery('english', :words) as has_words
  from marts.passages
  inner join marts.meetings on meetings.meeting_id = passages.meeting_id and meetings.is_counted
  where passages.is_coded
    and (:organisations::text is null
      or meetings.organisation_code = any (regexp_split_to_array(trim(:organisations), '\s*,\s*')))
)
select
  organisation_code,
  count(distinct meeting_id) filter (where has_words) as meetings_with_words,
  count(distinct meeting_id) as meetings,
  count(distinct (meeting_id, item)) filter (where has_words) as items_with_words,
  count(distinct (meeting_id, item)) as items,
  count(*) filter (where has_words) as passages_with_words,
  count(*) as passages
from read
group by organisation_code
order by passages_with_words desc, organisation_code;
