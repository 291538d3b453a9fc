-- Every file with what became of it.
-- Param: outcome text (optional): one outcome, such as damaged.
-- Example: outcome=coded
select document_id, source, is_present, outcome, detail, meetings, pages, pages_ocr, passages
from marts.documents
where :outcome::text is null or outcome = :outcome
order by source, document_id;
