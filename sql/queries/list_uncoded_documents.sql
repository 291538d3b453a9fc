-- Files that were to be coded and were not, with the reason.
-- Params: $1 outcomes (text[]), $2 limit.
select document_id, source, outcome, detail, problem_page as page, attempts
from raw.documents
where outcome = any ($1::text[])
order by outcome, source, document_id
limit $2;
