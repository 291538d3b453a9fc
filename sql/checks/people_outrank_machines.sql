-- Every row is a mistake: a machine's answer that stands although a person has answered under the same codebook.
select answers.passage_id as what, answers.frame as place, answers.coder as found
from derived.answers
inner join raw.codings
  on codings.passage_id = answers.passage_id and codings.frame = answers.frame
  and codings.codebook_version = answers.codebook_version and codings.coder like 'human:%'
where answers.coder not like 'human:%';
