-- Files that could not be fetched, or whose content was no longer the one that had been offered.
-- Params: $1 document ids (text[] or null), $2 run_id (or null).
select document_id as "documentId", source
from raw.documents
where outcome = 'could not be fetched' and superseded_by is null
  and ($1::text[] is null or document_id = any ($1::text[]))
  and ($2::bigint is null or last_run_id = $2::bigint)
order by source;
