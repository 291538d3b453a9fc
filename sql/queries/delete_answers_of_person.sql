-- Take away what a person said of some passages in one frame, by the codebook in use, before it is said anew.
-- Params: $1 passage ids (text[]), $2 frame, $3 codebook_version, $4 coder. Returns the passages that had an answer.
with gone as (
  delete from raw.codings
  where passage_id = any ($1::text[]) and frame = $2 and codebook_version = $3 and coder = $4
  returning passage_id
)
select distinct passage_id from gone;
