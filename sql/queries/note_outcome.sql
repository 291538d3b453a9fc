-- Give a document its outcome and keep it in the record of all outcomes. Dead letters of the document are cleared:
-- what became of it is known again.
-- Params: $1 document_id, $2 run_id, $3 outcome, $4 detail, $5 problem_page.
with changed as (
  update raw.documents
  set outcome = $3, detail = $4, problem_page = $5, attempts = attempts + 1, last_run_id = $2, is_awaited = false,
      coded_at = case when $3 in ('coded', 'coded after OCR') then now() else coded_at end
  where document_id = $1
  returning document_id, attempts
),
cleared as (
  update raw.failures set cleared_at = now(), retry_asked_at = null
  where document_id = $1 and cleared_at is null and $3 <> 'fault of boardsense'
)
insert into raw.outcomes (document_id, run_id, outcome, detail, problem_page, attempt)
select document_id, $2, $3, $4, $5, attempts from changed;
