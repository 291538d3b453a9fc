-- One row per file that could not be read and per piece of work that died, as it stands now.
create view marts.failures as
with readings as (
  select
    documents.document_id,
    documents.source,
    documents.outcome as reason,
    documents.problem_page as page,
    documents.detail as last_error,
    documents.last_run_id as run_id,
    last_outcome.at as failed_at,
    coalesce(last_outcome.failed_in_a_row, documents.attempts) as attempts
  from raw.documents
  left join lateral (
    select max(outcomes.at) as at,
      count(*) filter (where outcomes.outcome_id > coalesce(last_good.outcome_id, 0))::integer as failed_in_a_row
    from raw.outcomes
    left join lateral (
      select max(good.outcome_id) as outcome_id from raw.outcomes as good
      where good.document_id = documents.document_id
        and good.outcome in ('coded', 'coded after OCR', 'no minutes found', 'duplicate')) as last_good on true
    where outcomes.document_id = documents.document_id
  ) as last_outcome on true
  where documents.superseded_by is null
    and documents.outcome in ('no readable text', 'encrypted', 'damaged', 'took too long', 'used too much memory',
      'not a PDF', 'could not be fetched', 'fault of boardsense')
)
select
  readings.document_id,
  null::text as organisation_code,
  readings.source,
  coalesce(letter.stage, 'extract') as stage,
  readings.reason,
  case
    when readings.reason = 'fault of boardsense' then 'boardsense'
    when readings.reason = 'could not be fetched' then 'surroundings'
    else 'file'
  end as because,
  readings.page,
  coalesce(letter.attempts, readings.attempts) as attempts,
  coalesce(letter.last_error, readings.last_error) as last_error,
  coalesce(letter.last_failed_at, readings.failed_at) as failed_at,
  readings.run_id,
  'boardsense retry --document ' || readings.document_id as retry_with
from readings
left join lateral (
  select stage, attempts, last_error, last_failed_at from raw.failures
  where failures.document_id = readings.document_id and failures.cleared_at is null
    and failures.reason = readings.reason
  order by last_failed_at desc limit 1) as letter on true
union all
select
  failures.document_id,
  failures.organisation_code,
  documents.source,
  failures.stage,
  failures.reason,
  case when failures.reason = 'fault of boardsense' then 'boardsense' else 'surroundings' end,
  null,
  failures.attempts,
  failures.last_error,
  failures.last_failed_at,
  failures.run_id,
  case
    when failures.document_id is not null then 'boardsense retry --document ' || failures.document_id
    -- In single quotes, as a shell takes a word that may hold anything.
    else 'boardsense retry --organisation ''' || replace(failures.organisation_code, '''', '''\''''') || ''''
  end
from raw.failures
left join raw.documents on documents.document_id = failures.document_id
where failures.cleared_at is null and documents.superseded_by is null
  -- A document on which the program failed has that as its outcome.
  and (failures.document_id is null or failures.reason <> 'fault of boardsense');

comment on view marts.failures is 'One row per file that could not be read and per piece of work that died, as it stands now. What succeeded later is no longer here; all outcomes a file ever had are kept.';
comment on column marts.failures.document_id is 'The document; empty where the innovations of a body could not be put together.';
comment on column marts.failures.organisation_code is 'The body whose innovations could not be put together; empty for a document.';
comment on column marts.failures.source is 'Path or URL of the file.';
comment on column marts.failures.stage is 'Where it stopped: extract (reading), code or consolidate (putting a body''s innovations together).';
comment on column marts.failures.reason is 'The outcome of the file, or for work that died: fault of boardsense, server or disk away.';
comment on column marts.failures.because is 'Where the cause lies: file (the file itself), boardsense (a fault of the program: report it), surroundings (a server, disk or network that was away: it is tried again by the next run).';
comment on column marts.failures.page is 'PDF page (from 1) where the problem lies, where there is one.';
comment on column marts.failures.attempts is 'Tries since it last succeeded.';
comment on column marts.failures.last_error is 'What was found, and what to do about it.';
comment on column marts.failures.failed_at is 'When it failed last.';
comment on column marts.failures.run_id is 'The run that tried it last.';
comment on column marts.failures.retry_with is 'The command that tries it again.';
