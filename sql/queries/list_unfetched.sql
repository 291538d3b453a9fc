-- Documents whose bytes could not be had, by any of: document, outcome, run.
-- Params: $1 document ids (text[] or null), $2 outcomes (text[] or null), $3 run_id (or null).
select document_id as "documentId", source from raw.documents
where outcome = 'could not be fetched' and superseded_by is null
  and ($1::text[] is null or document_id = any ($1::text[]))
  and ($2::text[] is null or outcome = any ($2::text[]))
  and ($3::bigint is null or last_run_id = $3::bigint)
order by source;
