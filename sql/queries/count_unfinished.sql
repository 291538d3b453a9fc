-- What is still to be done in the archive.
-- Params: $1 code_key, $2 consolidate_version.
select
  (select count(*) from raw.documents
   where outcome = 'waiting' and read_key is distinct from wanted_read_key)::int as to_read,
  (select count(*) from raw.documents
   where exists (select from raw.meetings where meetings.document_id = documents.document_id)
     and read_key is not distinct from wanted_read_key
     and not exists (
       select from raw.coded_documents
       where coded_documents.document_id = documents.document_id and coded_documents.code_key = $1))::int as to_code,
  (select count(*) from raw.organisations
   where revision > 0
     and (revision <> consolidated_revision or consolidate_version is distinct from $2))::int as to_consolidate;
