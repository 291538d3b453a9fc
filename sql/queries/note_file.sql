-- Note a file under its place, with the document that it holds now.
-- Params: $1 source, $2 document_id, $3 sha256, $4 byte_size, $5 modified_at_ms, $6 etag, $7 last_modified, $8 run_id.
insert into raw.files (source, document_id, sha256, byte_size, modified_at_ms, etag, last_modified, last_seen_run_id)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (source) do update
set document_id = excluded.document_id, sha256 = excluded.sha256, byte_size = excluded.byte_size,
    modified_at_ms = excluded.modified_at_ms, etag = excluded.etag, last_modified = excluded.last_modified,
    is_present = true, last_seen_run_id = excluded.last_seen_run_id;
