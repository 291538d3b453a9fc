-- What a rescan needs to know of every file ever seen, so that unchanged ones are not opened.
-- Params: none.
select files.source, files.document_id as "documentId", files.sha256, files.byte_size::float8 as "byteSize",
  files.modified_at_ms as "modifiedAtMs", files.etag, files.last_modified as "lastModified",
  files.is_present as "isPresent", documents.manifest
from raw.files
inner join raw.documents on documents.document_id = files.document_id;
