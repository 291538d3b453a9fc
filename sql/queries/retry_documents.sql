-- Let documents wait again whose reading failed, by any of: document, outcome, run. Duplicates and what was coded stay.
-- What nobody has seen the bytes of, or what another content has taken the place of, is offered again instead.
-- Params: $1 document ids (text[] or null), $2 outcomes (text[] or null), $3 run_id (or null).
update raw.documents
set outcome = 'waiting', read_key = null, detail = null, problem_page = null
where sha256 is not null and superseded_by is null
  and ($1::text[] is null or document_id = any ($1::text[]))
  and ($2::text[] is null or outcome = any ($2::text[]))
  and ($3::bigint is null or last_run_id = $3::bigint)
  and (
    outcome in ('no readable text', 'encrypted', 'damaged', 'took too long', 'used too much memory', 'not a PDF',
      'could not be fetched', 'fault of boardsense', 'waiting')
    or ($1::text[] is not null and outcome <> 'duplicate'))
returning document_id;
