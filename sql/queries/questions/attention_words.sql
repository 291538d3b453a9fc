-- How often boards say given words: passages and items that hold them, by body (as in the study's close reading).
-- Param: words = quality: words to look for, as in a search engine ("mystery shopper", patient or carer).
select
  meetings.organisation_code,
  count(distinct meetings.meeting_id) as meetings,
  count(*) as passages,
  count(*) filter (where passages.search @@ websearch_to_tsquery('english', :words)) as passages_with_words,
  count(distinct passages.meeting_id || passages.item_title)
    filter (where passages.search @@ websearch_to_tsquery('english', :words)) as items_with_words,
  count(distinct passages.meeting_id)
    filter (where passages.search @@ websearch_to_tsquery('english', :words)) as meetings_with_words
from marts.passages
inner join marts.meetings on meetings.meeting_id = passages.meeting_id and meetings.is_counted
where passages.is_coded
group by meetings.organisation_code
order by passages_with_words desc, meetings.organisation_code;
