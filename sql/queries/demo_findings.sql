-- One quoted finding of each kind: the surest, each from another body where there is one.
-- Params: none.
with candidates as (
  select codings.frame, codings.code, codings.quote, codings.page, codings.probability, passages.text,
    meetings.organisation_code, meetings.organisation_name, meetings.meeting_date, documents.source, codings.passage_id
  from marts.codings
  inner join marts.passages using (passage_id)
  inner join marts.meetings on meetings.meeting_id = codings.meeting_id and meetings.is_counted
  inner join marts.documents on documents.document_id = meetings.document_id
  where codings.applies and codings.quote is not null
    and (codings.frame, codings.code) in
      (('innovation', 'mention'), ('orientation', 'problem_sensing'), ('orientation', 'comfort_seeking'))
    and length(passages.text) between 80 and 600
)
select distinct on (frame, code) *
from candidates
order by frame, code, probability desc nulls last, passage_id;
