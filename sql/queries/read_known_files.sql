-- What a rescan needs to know of every file ever seen, so that unchanged ones are not opened.
-- Params: none.
select source, document_id as "documentId", sha256, byte_size::float8 as "byteSize", modified_at_ms as "modifiedAtMs", etag,
  last_modified as "lastModified", is_present as "isPresent"
from raw.files;
