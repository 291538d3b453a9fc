-- The passages to which a code applies, with body, day, page and the words that decided.
-- Param: code text = problem_sensing: the code.
-- Param: frame text = orientation: its frame.
-- Param: organisation text (optional): code of one body.
-- Example: code=c1
-- Example: organisation=ZZ03
select
  meetings.organisation_code,
  meetings.meeting_date,
  passages.item_number,
  passages.item_title,
  codings.quote,
  documents.source,
  codings.page,
  codings.probability,
  codings.because,
  codings.passage_id
from marts.codings
inner join marts.meetings on meetings.meeting_id = codings.meeting_id and meetings.is_counted
inner join marts.passages on passages.passage_id = codings.passage_id
inner join marts.documents on documents.document_id = meetings.document_id
where codings.applies and codings.frame = :frame and codings.code = :code
  and (:organisation::text is null or meetings.organisation_code = :organisation)
order by meetings.organisation_code, meetings.meeting_date, codings.passage_id;
