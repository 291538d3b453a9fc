-- What was not done and why, from the mart, the most frequent reason first.
-- Params: $1 reason (or null for all), $2 how many at most.
select failures.source, document_id as "documentId", organisation_code as "organisationCode", stage, reason,
  because, page, attempts, last_error as "lastError", failed_at as "failedAt", run_id as "runId", retry_with as "retryWith"
from marts.failures
where $1::text is null or reason = $1
order by count(*) over (partition by reason) desc, reason, failures.source, organisation_code, stage
limit $2;
