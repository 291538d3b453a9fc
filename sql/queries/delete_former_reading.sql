-- Take away what a new reading of a document no longer has: meetings, passages that went or whose text changed, and
-- what machines said of the rest. What people said of passages that stay as they were is kept.
-- Params: $1 document_id, $2 meeting ids that stay (text[]), $3 passages that stay (jsonb array of {passage_id, text}).
with stays as (
  select passage_id, text from jsonb_to_recordset($3::jsonb) as stays(passage_id text, text text)
),
former_meetings as (select meeting_id from raw.meetings where document_id = $1),
gone_meetings as (
  delete from raw.meetings where document_id = $1 and meeting_id <> all ($2::text[])
),
gone_items as (delete from raw.items where meeting_id in (select meeting_id from former_meetings)),
gone_coded as (delete from raw.coded_documents where document_id = $1),
former_passages as (
  select passages.passage_id, stays.passage_id is not null as is_kept
  from raw.passages
  left join stays on stays.passage_id = passages.passage_id and stays.text = passages.text
  where passages.meeting_id in (select meeting_id from former_meetings)
),
gone_codings as (
  delete from raw.codings
  where coder not like 'human:%' and passage_id in (select passage_id from former_passages where is_kept)
),
gone_answers as (
  delete from derived.answers where meeting_id in (select meeting_id from former_meetings)
)
delete from raw.passages where passage_id in (select passage_id from former_passages where not is_kept);
