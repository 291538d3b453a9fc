-- The passages to which a code applies, with body, day, page and the words that decided.
-- Param: code text = problem_sensing: the code.
-- Param: frame text = orientation: its frame.
-- Param: organisation text (optional): code of one body.
-- Example: code=c1
-- Example: organisation=ZZ03
with counted as materialized (
  select meetings.meeting_id, meetings.organisation_code, meetings.meeting_date, documents.source
  from marts.meetings
  inner join marts.documents on documents.document_id = meetings.document_id
  where meetings.is_counted and (:organisation::text is null or meetings.organisation_code = :organisation)
)
select
  counted.organisation_code,
  counted.meeting_date,
  passages.item_number,
  passages.item_title,
  codings.quote,
  counted.source,
  codings.page,
  codings.probability,
  codings.because,
  codings.passage_id
from marts.codings
inner join counted on counted.meeting_id = codings.meeting_id
inner join marts.passages on passages.passage_id = codings.passage_id
where codings.applies and codings.frame = :frame and codings.code = :code
order by counted.organisation_code, counted.meeting_date, codings.passage_id;
