-- Every row is a mistake: a sample whose chances do not sum to what was drawn, or that draws beyond its population.
with chances as (
  select samples.sample_id, sum(sample_strata.expected) as expected, sum(sample_strata.passages) as passages
  from raw.samples
  inner join raw.sample_strata on sample_strata.sample_id = samples.sample_id
  group by samples.sample_id
)
select samples.sample_id as what, samples.frame as place,
  chances.expected || ' of ' || chances.passages as found
from raw.samples
inner join chances on chances.sample_id = samples.sample_id
where abs(chances.expected - samples.passages_drawn) > 0.001 or chances.passages <> samples.passages_in_frame;
