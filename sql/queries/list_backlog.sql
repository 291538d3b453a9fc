-- The head of the backlog: documents that wait to be read, or that were read and wait for their codes.
-- Params: $1 stage ('extract' or 'code'), $2 code_key, $3 run_id for those that no run wants, $4 how many at most.
select document_id as "documentId", coalesce(wanted_run_id, $3::bigint)::text as "runId", is_awaited as "isAwaited"
from raw.documents
where outcome = 'waiting'
  and case $1
    when 'extract' then read_key is distinct from wanted_read_key
    else read_key is not distinct from wanted_read_key
      and exists (select from raw.meetings where meetings.document_id = documents.document_id)
      and not exists (
        select from raw.coded_documents
        where coded_documents.document_id = documents.document_id and coded_documents.code_key = $2)
  end
order by is_awaited desc, source, document_id
limit $4;
