-- How often boards say given words: passages, agenda items and meetings that hold them, by body.
-- Param: words text = quality: words to look for, as in a search engine ("mystery shopper", patient or carer).
-- Param: organisations text (optional): codes of some bodies, parted by commas.
-- Example: words=quality or safety
with counted as materialized (
  select meeting_id, organisation_code
  from marts.meetings
  where is_counted
    and (:organisations::text is null
      or organisation_code = any (regexp_split_to_array(trim(:organisations), '\s*,\s*')))
),
items as (
  select
    counted.organisation_code,
    passages.meeting_id,
    passages.item_number,
    passages.item_title,
    count(*) as passages,
    count(*) filter (where passages.search @@ websearch_to_tsquery('english', :words)) as passages_with_words
  from marts.passages
  inner join counted on counted.meeting_id = passages.meeting_id
  where passages.is_coded
  group by 1, 2, 3, 4
)
select
  organisation_code,
  count(distinct meeting_id) filter (where passages_with_words > 0) as meetings_with_words,
  count(distinct meeting_id) as meetings,
  count(*) filter (where passages_with_words > 0) as items_with_words,
  count(*) as items,
  sum(passages_with_words) as passages_with_words,
  sum(passages) as passages
from items
group by organisation_code
order by passages_with_words desc, organisation_code;
