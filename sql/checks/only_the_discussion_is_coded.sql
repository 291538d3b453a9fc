-- Every row is a mistake: a machine's coding of attendance, an action log or a signature.
select codings.passage_id as what, passages.part as place, codings.coder as found
from raw.codings
inner join raw.passages on passages.passage_id = codings.passage_id
where passages.part <> 'discussion' and codings.coder not like 'human:%';
