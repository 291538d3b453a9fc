-- Passages that hold given words, best first and bare headings last, with the words marked «so» in a snippet.
-- Param: words text: words to look for, as in a search engine ("mystery shopper", patient or carer, staff -agency).
-- Param: organisation text (optional): code of one body.
-- Param: from date (optional): first day, such as 2010-01-01.
-- Param: to date (optional): last day, such as 2011-06-30.
-- Param: limit integer = 50: how many passages at most.
-- Example: words="hand hygiene" or infection
-- Example: limit=3
with found as (
  select
    passages.passage_id,
    meetings.organisation_code,
    meetings.organisation_name,
    meetings.meeting_date,
    passages.item_number,
    passages.item_title,
    passages.page,
    passages.text,
    meetings.document_id,
    -- Words close together count for more, and long passages no more than short ones.
    ts_rank_cd(passages.search, websearch_to_tsquery('english', :words), 1) as rank,
    -- A heading is dense in its words and answers nothing: it comes after all that says something.
    passages.words <= 8 as is_bare,
    count(*) over () as passages_found
  from marts.passages
  inner join marts.meetings on meetings.meeting_id = passages.meeting_id and meetings.is_counted
  where passages.search @@ websearch_to_tsquery('english', :words)
    and (:organisation::text is null or meetings.organisation_code = :organisation)
    and (:from::date is null or meetings.meeting_date >= :from::date)
    and (:to::date is null or meetings.meeting_date <= :to::date)
  order by is_bare, rank desc, meetings.meeting_date, passages.passage_id
  limit :limit::integer
)
select
  found.organisation_code,
  found.organisation_name,
  found.meeting_date,
  found.item_number,
  found.item_title,
  found.page,
  ts_headline('english', left(found.text, 20000), websearch_to_tsquery('english', :words),
    'StartSel=«, StopSel=», MaxWords=40, MinWords=15, MaxFragments=2, FragmentDelimiter=" … "') as snippet,
  documents.source,
  found.passage_id,
  found.rank,
  found.passages_found
from found
inner join marts.documents on documents.document_id = found.document_id
order by found.is_bare, found.rank desc, found.meeting_date, found.passage_id;
