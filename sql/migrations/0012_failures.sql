-- Dead letters: work that ended without its result and that nothing does again by itself.

-- A fault of the program is not a damaged file, and is not called so.
alter table raw.documents drop constraint documents_outcome_check;
alter table raw.documents add constraint documents_outcome_check check (outcome in (
  'waiting', 'coded', 'coded after OCR', 'duplicate', 'no minutes found', 'no readable text', 'encrypted',
  'damaged', 'took too long', 'used too much memory', 'not a PDF', 'could not be fetched', 'fault of boardsense'));

-- One row per piece of work (a stage of a document, or the innovations of a body) that died. The row stays: it is
-- cleared when the work succeeds later, and opened again when it dies again.
create table raw.failures (
  failure_id bigint generated always as identity primary key,
  stage text not null check (stage in ('extract', 'code', 'consolidate')),
  document_id text references raw.documents on delete cascade,
  organisation_code text references raw.organisations on update cascade on delete cascade,
  -- Whose fault it is: the program's own, or that of a server, disk or network that was away for too long.
  reason text not null check (reason in ('fault of boardsense', 'server or disk away')),
  -- Tries since the work was cleared last.
  attempts integer not null,
  last_error text not null,
  run_id bigint references raw.runs,
  first_failed_at timestamptz not null default now(),
  last_failed_at timestamptz not null default now(),
  -- The state of the body on which the program failed: another state is tried without being asked.
  revision bigint,
  -- Somebody asked for another try, which has not ended yet.
  retry_asked_at timestamptz,
  cleared_at timestamptz,
  check ((document_id is null) = (stage = 'consolidate') and (organisation_code is null) = (stage <> 'consolidate'))
);
create unique index failures_by_document on raw.failures (document_id, stage) where document_id is not null;
create unique index failures_by_organisation on raw.failures (organisation_code) where organisation_code is not null;
create index failures_open on raw.failures (reason) where cleared_at is null;
create index failures_by_run on raw.failures (run_id);
