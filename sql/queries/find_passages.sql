-- The passage with an id, else the first of those whose ids begin so, and how many there are.
-- Params: $1 id or beginning of one.
select passage_id as "passageId", (count(*) over ())::integer as "matches"
from raw.passages
where starts_with(passage_id, $1)
order by passage_id = $1 desc, passage_id
limit 4;
