-- Add a document that was never seen before.
-- Params: $1 document_id, $2 sha256, $3 source, $4 byte_size, $5 run_id, $6 manifest (jsonb), $7 outcome, $8 duplicate_of, $9 detail.
insert into raw.documents (document_id, sha256, source, byte_size, first_run_id, manifest, outcome, duplicate_of, detail)
values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)
on conflict (document_id) do nothing;
