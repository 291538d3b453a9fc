-- Documents that were coded, and not by these coders.
-- Params: $1 code_key, $2 how many at most.
select documents.document_id as "documentId" from raw.documents
where outcome <> 'waiting' and read_key is not distinct from wanted_read_key
  and exists (select from raw.meetings where meetings.document_id = documents.document_id)
  and not exists (
    select from raw.coded_documents
    where coded_documents.document_id = documents.document_id and coded_documents.code_key = $1)
order by source, document_id
limit $2;
