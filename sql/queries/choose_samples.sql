-- For each frame the sample that corrected figures are made from: the one of which people have coded most, the latest
-- of equals; only samples of which anything is coded.
-- Params: none.
with coded as (
  select samples.sample_id, samples.frame, samples.drawn_at, count(*) as passages
  from raw.samples
  inner join raw.sample_passages on sample_passages.sample_id = samples.sample_id
  inner join derived.answers
    on answers.passage_id = sample_passages.passage_id and answers.frame = samples.frame
    and answers.coder like 'human:%'
  group by samples.sample_id
)
select distinct on (frame) frame, sample_id as "sampleId" from coded
order by frame, passages desc, drawn_at desc, sample_id;
