-- Every row is a mistake: two codes of one group decided for the same passage.
select decisions.passage_id as what, decisions.frame || ', ' || codes.code_group as place,
  string_agg(decisions.code, ', ' order by decisions.code) as found
from derived.decisions
inner join derived.answers on answers.passage_id = decisions.passage_id and answers.frame = decisions.frame
inner join raw.codes
  on codes.frame = decisions.frame and codes.codebook_version = answers.codebook_version
  and codes.code = decisions.code
where codes.code_group is not null
group by decisions.passage_id, decisions.frame, codes.code_group
having count(*) > 1;
