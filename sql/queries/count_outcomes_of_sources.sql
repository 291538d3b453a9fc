-- How many of some files ended in each outcome.
-- Params: $1 sources (text[]).
select documents.outcome, count(*)::int as files
from raw.files
inner join raw.documents on documents.document_id = files.document_id
where files.source = any ($1::text[])
group by documents.outcome;
