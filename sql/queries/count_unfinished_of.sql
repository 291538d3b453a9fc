-- What is still to be done for some documents and for the bodies whose meetings they record, as count_unfinished says it
-- of the whole archive.
-- Params: $1 code_key, $2 consolidate_version, $3 document ids (text[]).
with asked as (select * from raw.documents where document_id = any ($3::text[]))
select
  (select count(*) from asked where outcome = 'waiting' and read_key is distinct from wanted_read_key)::int as to_read,
  (select count(*) from asked
   where exists (select from raw.meetings where meetings.document_id = asked.document_id)
     and read_key is not distinct from wanted_read_key
     and not exists (
       select from raw.coded_documents
       where coded_documents.document_id = asked.document_id and coded_documents.code_key = $1))::int as to_code,
  (select count(*) from raw.organisations
   where revision > 0
     and (revision <> consolidated_revision or consolidate_version is distinct from $2)
     and exists (
       select from raw.meetings inner join asked on asked.document_id = meetings.document_id
       where meetings.organisation_code = organisations.organisation_code)
     and not exists (
       select from raw.failures
       where failures.organisation_code = organisations.organisation_code and failures.cleared_at is null
         and failures.reason = 'fault of boardsense' and failures.revision = organisations.revision
         and failures.retry_asked_at is null))::int as to_consolidate;
