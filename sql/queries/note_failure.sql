-- Keep a dead letter: a stage of a document, or the innovations of a body, that died. What died before counts on.
-- Nothing is kept of a document or body that is gone, nor where the work was done meanwhile; a death that was noted
-- already is not counted again.
-- Params: $1 stage, $2 document_id (or null), $3 organisation_code (or null), $4 reason, $5 attempts, $6 last_error,
-- $7 run_id, $8 milliseconds since it died.
with dead as (
  select document_id, null as organisation_code, null::bigint as revision
  from (select * from raw.documents where document_id = $2 for key share) as documents
  where ($4 = 'fault of boardsense' or ($1 = 'extract' and outcome = 'waiting')
      or ($1 = 'code' and not exists (
        select from raw.coded_documents
        where coded_documents.document_id = documents.document_id
          and coded_documents.coded_at > now() - $8 * interval '1 millisecond')))
  union all
  select null, organisation_code, revision
  from (select * from raw.organisations where organisation_code = $3 for key share) as organisations
  where ($4 = 'fault of boardsense' or revision <> consolidated_revision)
),
renewed as (
  update raw.failures
  set reason = $4, last_error = $6, last_failed_at = now(), revision = dead.revision, retry_asked_at = null,
      run_id = (select run_id from raw.runs where run_id = $7::bigint),
      attempts = $5 + case when cleared_at is null then attempts else 0 end,
      first_failed_at = case when cleared_at is null then first_failed_at else now() end,
      cleared_at = null
  from dead
  where failures.stage = $1
    and ($4 = 'fault of boardsense' or failures.last_failed_at < now() - $8 * interval '1 millisecond')
    and (failures.document_id = dead.document_id or failures.organisation_code = dead.organisation_code)
  returning failure_id
)
insert into raw.failures (stage, document_id, organisation_code, reason, attempts, last_error, run_id, revision)
select $1, document_id, organisation_code, $4, $5, $6, (select run_id from raw.runs where run_id = $7::bigint), revision
from dead
where not exists (select from renewed)
-- Noted already, or by another worker at this moment.
on conflict do nothing;
