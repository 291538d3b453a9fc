-- Every row is a mistake: a passage of a coded document without an answer in a frame that the archive is pinned to.
select passages.passage_id as what, pinned.frame as place, 'no answer' as found
from raw.documents
inner join raw.meetings on meetings.document_id = documents.document_id
inner join raw.passages on passages.meeting_id = meetings.meeting_id and passages.part = 'discussion'
cross join (
  select distinct frame from raw.pinned_coders where pin_id = (select max(pin_id) from raw.pins)) as pinned
left join derived.answers on answers.passage_id = passages.passage_id and answers.frame = pinned.frame
where documents.outcome in ('coded', 'coded after OCR') and answers.passage_id is null;
