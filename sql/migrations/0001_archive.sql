-- What an archive is pinned to, who ran what and when, and the coding frames it knows.

create schema if not exists raw;
comment on schema raw is 'What came in and what was said of it, as it was said. Written by boardsense, read through marts.';
create schema if not exists derived;
comment on schema derived is 'Computed from raw by the rules of the archive; may be computed again at any time.';
create schema if not exists marts;
comment on schema marts is 'The views that people ask.';

-- One row per run: one pass of a command over the archive.
create table raw.runs (
  run_id bigint generated always as identity primary key,
  command text not null,
  arguments jsonb not null default '{}',
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  status text not null default 'running' check (status in ('running', 'done', 'failed', 'stopped')),
  counts jsonb not null default '{}',
  detail text
);
create index runs_by_start on raw.runs (started_at desc);

-- One row per text of a coding frame.
create table raw.codebooks (
  frame text not null,
  codebook_version text not null,
  title text not null,
  source text not null,
  is_validated boolean not null,
  validated_against text not null,
  sha256 text not null,
  content jsonb not null,
  stored_at timestamptz not null default now(),
  primary key (frame, codebook_version)
);

-- One row per code of a coding frame.
create table raw.codes (
  frame text not null,
  codebook_version text not null,
  code text not null,
  ordinal integer not null,
  label text not null,
  parent text,
  code_group text,
  definition text not null,
  primary key (frame, codebook_version, code),
  foreign key (frame, codebook_version) references raw.codebooks on delete cascade
);

-- One row per decision on versions; the latest is the one that stands.
create table raw.pins (
  pin_id bigint generated always as identity primary key,
  run_id bigint references raw.runs,
  pinned_at timestamptz not null default now(),
  extract_version integer not null,
  structure_version integer not null,
  consolidate_version integer not null,
  model_version text,
  settings jsonb not null default '{}'
);

-- One row per frame and machine coder of a pin.
create table raw.pinned_coders (
  pin_id bigint not null references raw.pins on delete cascade,
  frame text not null,
  codebook_version text not null,
  coder text not null,
  coder_version text not null,
  primary key (pin_id, frame, coder),
  foreign key (frame, codebook_version) references raw.codebooks
);

-- One row per domain of the study, under the three that the questions are asked in.
create table raw.domains (
  domain text primary key,
  parent_domain text not null,
  ordinal integer not null unique
);
insert into raw.domains (domain, parent_domain, ordinal) values
  ('productivity', 'productivity', 1),
  ('targets', 'productivity', 2),
  ('organisational effectiveness', 'productivity', 3),
  ('quality', 'quality', 4),
  ('patient complaints', 'quality', 5),
  ('clinical effectiveness', 'quality', 6),
  ('safety', 'safety', 7);
