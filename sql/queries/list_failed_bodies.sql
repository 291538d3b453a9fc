-- Bodies whose innovations could not be put together: of those with minutes in some files, and of those that a run tried;
-- without files and run, all of the archive.
-- Params: $1 sources (text[]), $2 run_id.
select failures.organisation_code as "organisationCode", organisations.organisation_name as "organisationName",
  failures.reason, failures.last_error as "lastError", failures.retry_with as "retryWith"
from marts.failures
inner join raw.organisations on organisations.organisation_code = failures.organisation_code
where ($1::text[] is null and $2::bigint is null)
  or failures.run_id = $2::bigint
  or exists (
    select from raw.files
    inner join raw.documents on documents.document_id = files.document_id
    inner join raw.meetings on meetings.document_id = coalesce(documents.duplicate_of, documents.document_id)
    where files.source = any ($1::text[]) and meetings.organisation_code = failures.organisation_code)
order by failures.organisation_code;
