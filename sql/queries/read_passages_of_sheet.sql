-- What is known of passages that a file of codings names: their text, and the meetings and documents they are of.
-- Params: $1 passage ids (text[]), $2 sample_id or null.
select passages.passage_id as "passageId", passages.meeting_id as "meetingId", meetings.document_id as "documentId",
  passages.text, passages.page, passages.part,
  $2::text is null or sample_passages.passage_id is not null as "isInSample"
from raw.passages
inner join raw.meetings on meetings.meeting_id = passages.meeting_id
left join raw.sample_passages
  on sample_passages.passage_id = passages.passage_id and sample_passages.sample_id = $2
where passages.passage_id = any ($1::text[]);
