-- Give a document its outcome and keep it in the record of all outcomes.
-- Params: $1 document_id, $2 run_id, $3 outcome, $4 detail, $5 problem_page.
with changed as (
  update raw.documents
  set outcome = $3, detail = $4, problem_page = $5, attempts = attempts + 1, last_run_id = $2, is_awaited = false,
      coded_at = case when $3 in ('coded', 'coded after OCR') then now() else coded_at end
  where document_id = $1
  returning document_id, attempts
)
insert into raw.outcomes (document_id, run_id, outcome, detail, problem_page, attempt)
select document_id, $2, $3, $4, $5, attempts from changed;
