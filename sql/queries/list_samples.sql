-- The samples of the archive, the newest first, with how many of their passages people have coded by the frame in use.
-- Params: none.
select samples.sample_id as "sampleId", samples.frame, samples.stratified_by as "stratifiedBy",
  samples.seed::integer as seed, samples.passages_in_frame as "passagesInFrame",
  samples.passages_drawn as "passagesDrawn", samples.drawn_at as "drawnAt",
  (
    select count(*)::integer from raw.sample_passages
    inner join derived.answers
      on answers.passage_id = sample_passages.passage_id and answers.frame = samples.frame
      and answers.coder like 'human:%'
    where sample_passages.sample_id = samples.sample_id) as "passagesCoded"
from raw.samples
order by samples.drawn_at desc, samples.sample_id;
