-- Documents that were read and have not been coded by these coders.
-- Params: $1 code_key.
select documents.document_id from raw.documents
where exists (select from raw.meetings where meetings.document_id = documents.document_id)
  and not exists (
    select from raw.coded_documents
    where coded_documents.document_id = documents.document_id and coded_documents.code_key = $1)
order by source, document_id;
