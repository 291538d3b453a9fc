-- One quoted finding of each kind, the surest: an innovation reported in use, problem-sensing, comfort-seeking.
-- Params: none.
with found as (
  select 'innovation' as kind, innovations.label, codings.quote, codings.page, codings.probability, codings.passage_id
  from marts.innovation_mentions
  inner join marts.innovations using (innovation_id)
  inner join marts.codings
    on codings.passage_id = innovation_mentions.passage_id and codings.frame = 'innovation' and codings.code = 'mention'
  where innovation_mentions.stage in ('implemented', 'evaluated') and codings.applies
  union all
  select code, null, quote, page, probability, passage_id
  from marts.codings
  where frame = 'orientation' and code in ('problem_sensing', 'comfort_seeking') and applies
)
select distinct on (found.kind)
  found.kind, found.label, found.quote, found.page, passages.text, meetings.organisation_name, meetings.meeting_date,
  documents.source
from found
inner join marts.passages on passages.passage_id = found.passage_id
inner join marts.meetings on meetings.meeting_id = passages.meeting_id and meetings.is_counted
inner join marts.documents on documents.document_id = meetings.document_id
where found.quote is not null and length(passages.text) between 80 and 600
order by found.kind, found.probability desc nulls last, found.passage_id;
