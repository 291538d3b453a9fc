-- Every row is a mistake: a code that applies although its parent does not.
select decisions.passage_id as what, decisions.frame || ' ' || decisions.code as place, codes.parent as found
from derived.decisions
inner join derived.answers on answers.passage_id = decisions.passage_id and answers.frame = decisions.frame
inner join raw.codes
  on codes.frame = decisions.frame and codes.codebook_version = answers.codebook_version
  and codes.code = decisions.code and codes.parent is not null
left join derived.decisions as parents
  on parents.passage_id = decisions.passage_id and parents.frame = decisions.frame and parents.code = codes.parent
where parents.code is null;
