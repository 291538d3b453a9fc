-- Note that files are still there with the content that is known of them. A place that its document has left since is
-- not such a file, even if it holds the same bytes again.
-- Params: $1 run_id, $2 files (jsonb array of {source, sha256, byteSize, modifiedAtMs, etag, lastModified}).
update raw.files
set byte_size = offered."byteSize", modified_at_ms = offered."modifiedAtMs", etag = offered.etag,
    last_modified = offered."lastModified", is_present = true, last_seen_run_id = $1
from jsonb_to_recordset($2::jsonb) as offered(
  source text, sha256 text, "byteSize" bigint, "modifiedAtMs" float8, etag text, "lastModified" text),
  raw.documents
where files.source = offered.source and files.sha256 = offered.sha256
  and documents.document_id = files.document_id and documents.source = files.source
returning files.source, files.document_id;
