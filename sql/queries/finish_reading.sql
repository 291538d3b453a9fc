-- Note what a document was read from and what came out of it.
-- Params: $1 document_id, $2 read_key, $3 pages, $4 pages_ocr, $5 lost_pages (jsonb), $6 pdf_metadata (jsonb),
-- $7 extract_version, $8 structure_version, $9 ocr_confidence.
update raw.documents
set read_key = $2, pages = $3, pages_ocr = $4, lost_pages = $5::jsonb, pdf_metadata = $6::jsonb,
    extract_version = $7, structure_version = $8, ocr_confidence = $9, read_at = now()
where document_id = $1;
