-- The passages of a sample that people have coded: what the machine in use says, and what people decided.
-- Params: $1 sample_id, $2 frame, $3 codebook_version, $4 coder, $5 coder_version.
select members.passage_id as "passageId", members.organisation_code as "organisationCode",
  members.half_year as "halfYear", members.band, sample_passages.inclusion,
  array(
    select codings.code from raw.codings
    where codings.passage_id = members.passage_id and codings.frame = $2 and codings.codebook_version = $3
      and codings.coder = $4 and codings.coder_version = $5 and codings.code is not null) as "saidByMachine",
  array(
    select decisions.code from derived.decisions
    where decisions.passage_id = members.passage_id and decisions.frame = $2) as "saidByPeople"
from derived.sample_population as members
inner join raw.sample_passages
  on sample_passages.sample_id = members.sample_id and sample_passages.passage_id = members.passage_id
inner join derived.answers
  on answers.passage_id = members.passage_id and answers.frame = $2 and answers.coder like 'human:%'
where members.sample_id = $1
order by members.passage_id;
