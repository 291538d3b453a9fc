-- What is looked at every night, and what became of each night.

-- One row per schedule: when its sources are looked at.
create table raw.schedules (
  schedule_name text primary key,
  -- Five fields, read in the time zone.
  cron text not null,
  time_zone text not null,
  created_at timestamptz not null default now()
);

-- One row per source of a schedule: a folder (file, glob) or a manifest of paths and addresses.
create table raw.schedule_sources (
  schedule_name text not null references raw.schedules on delete cascade,
  ordinal integer not null,
  kind text not null check (kind in ('files', 'manifest')),
  place text not null,
  organisation_code text,
  primary key (schedule_name, ordinal)
);

-- One row per night of a schedule that was begun or refused, and per run asked for by hand (which is due at no time).
-- Nights outlive their schedule: what was done stays known.
create table raw.nights (
  night_id bigint generated always as identity primary key,
  schedule_name text not null,
  due_at timestamptz,
  state text not null default 'running' check (state in ('running', 'done', 'failed', 'refused')),
  -- The latest run: a night whose process died is taken over by another run.
  run_id bigint references raw.runs,
  holder text not null,
  beat_at timestamptz not null default now(),
  attempts integer not null default 1,
  begun_at timestamptz not null default now(),
  -- A night is claimed once, whoever claims it and on whichever machine.
  unique (schedule_name, due_at)
);
-- Two runs of one schedule never overlap.
create unique index nights_one_at_a_time on raw.nights (schedule_name) where state = 'running';

alter table raw.runs drop constraint runs_status_check;
alter table raw.runs add constraint runs_status_check
  check (status in ('running', 'done', 'failed', 'stopped', 'refused'));
alter table raw.runs add column schedule_name text;
alter table raw.runs add column due_at timestamptz;
