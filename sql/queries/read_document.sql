-- One document with what its reading ought to be made from.
-- Params: $1 document_id.
select document_id as "documentId", source, sha256, byte_size::float8 as "byteSize", manifest, outcome, detail, attempts,
  pages, pages_ocr as "pagesOcr", lost_pages as "lostPages", read_key as "readKey", wanted_read_key as "wantedReadKey",
  wanted_run_id::text as "wantedRunId", is_awaited as "isAwaited"
from raw.documents where document_id = $1;
