-- A sample with the passages it drew that are still there, in the order of the sheet.
-- Params: $1 sample_id.
select samples.sample_id as "sampleId", samples.frame, samples.codebook_version as "codebookVersion",
  samples.stratified_by as "stratifiedBy", samples.seed::integer as seed,
  samples.passages_in_frame as "passagesInFrame", samples.passages_drawn as "passagesDrawn",
  coalesce((
    select array_agg(passage_id order by place) from raw.sample_passages
    where sample_passages.sample_id = samples.sample_id), '{}') as "passageIds"
from raw.samples where sample_id = $1;
