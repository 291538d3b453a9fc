-- What given coders said of the passages of some meetings, and what people said by the same codebooks.
-- Params: $1 meeting ids (text[]), $2 coders (jsonb array of frame, codebookVersion, coder, coderVersion).
with wanted as (
  select frame, "codebookVersion" as codebook_version, coder, "coderVersion" as coder_version
  from jsonb_to_recordset($2::jsonb) as coder(frame text, "codebookVersion" text, coder text, "coderVersion" text)
),
wanted_frames as (select distinct frame, codebook_version from wanted)
select codings.passage_id as "passageId", codings.frame, codings.code, codings.coder,
  codings.coder_version as "coderVersion", codings.codebook_version as "codebookVersion", codings.probability,
  codings.quote as "quoted", codings.page, codings.spans, codings.because
from raw.passages
-- Fenced off by its offset: looked up passage by passage, whatever the planner believes of a table still growing.
cross join lateral (select * from raw.codings where codings.passage_id = passages.passage_id offset 0) as codings
inner join wanted_frames
  on wanted_frames.frame = codings.frame and wanted_frames.codebook_version = codings.codebook_version
left join wanted
  on wanted.frame = codings.frame and wanted.codebook_version = codings.codebook_version
  and wanted.coder = codings.coder and wanted.coder_version = codings.coder_version
where passages.meeting_id = any ($1::text[]) and (wanted.coder is not null or codings.coder like 'human:%')
order by passages.meeting_id, passages.ordinal, codings.coding_id;
