-- Every row is a mistake: a quote that is not a piece of its passage.
select codings.coding_id::text as what, codings.passage_id as place, codings.quote as found
from raw.codings
inner join raw.passages on passages.passage_id = codings.passage_id
where codings.quote is not null and strpos(passages.text, codings.quote) = 0;
