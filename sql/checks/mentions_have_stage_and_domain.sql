-- Every row is a mistake: a mention of an innovation without a stage or a domain, which nobody could count.
select mention.passage_id as what, missing.code_group as place, 'no code of the group applies' as found
from derived.decisions as mention
inner join derived.answers on answers.passage_id = mention.passage_id and answers.frame = mention.frame
cross join (values ('stage'), ('domain')) as missing(code_group)
where mention.frame = 'innovation' and mention.code = 'mention' and not exists (
  select from derived.decisions
  inner join raw.codes
    on codes.frame = decisions.frame and codes.codebook_version = answers.codebook_version
    and codes.code = decisions.code and codes.code_group = missing.code_group
  where decisions.passage_id = mention.passage_id and decisions.frame = 'innovation');
