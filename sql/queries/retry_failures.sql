-- Let dead work be tried again. Returns what was chosen.
-- Params: $1 document ids (text[] or null), $2 organisation codes (text[] or null), $3 reasons (text[] or null), $4 run_id (or null).
update raw.failures set retry_asked_at = now()
where cleared_at is null
  and ($1::text[] is null and $2::text[] is null
    or document_id = any ($1::text[]) or organisation_code = any ($2::text[]))
  and ($3::text[] is null or reason = any ($3::text[]))
  and ($4::bigint is null or run_id = $4::bigint)
returning stage, document_id as "documentId", organisation_code as "organisationCode";
