-- Every row is a mistake: a span whose quote is not a piece of its passage, or whose ends are the wrong way round.
select codings.coding_id::text as what, codings.passage_id as place, span::text as found
from raw.codings
inner join raw.passages on passages.passage_id = codings.passage_id
cross join lateral jsonb_array_elements(codings.spans) as span
where strpos(passages.text, span ->> 'quote') = 0 or (span ->> 'start')::integer > (span ->> 'end')::integer;
