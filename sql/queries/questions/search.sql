-- Passages that hold given words, best first.
-- Param: words: words to look for, as in a search engine ("mystery shopper", patient or carer).
-- Param: limit = 50: how many passages at most.
select
  meetings.organisation_code,
  meetings.meeting_date,
  passages.item_title,
  passages.page,
  passages.text,
  documents.source,
  passages.passage_id
from marts.passages
inner join marts.meetings on meetings.meeting_id = passages.meeting_id and meetings.is_counted
inner join marts.documents on documents.document_id = meetings.document_id
where passages.search @@ websearch_to_tsquery('english', :words)
order by ts_rank(passages.search, websearch_to_tsquery('english', :words)) desc, passages.passage_id
limit :limit::integer;
