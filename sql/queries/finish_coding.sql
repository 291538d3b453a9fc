-- Note that a document was coded by these coders.
-- Params: $1 document_id, $2 code_key, $3 run_id.
insert into raw.coded_documents (document_id, code_key, run_id) values ($1, $2, $3)
on conflict (document_id, code_key) do nothing;
