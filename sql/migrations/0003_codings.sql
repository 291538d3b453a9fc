-- What coders said of passages, and what follows from it.

-- One row per passage, frame, coder, version and code that applies; code is null where none applies.
create table raw.codings (
  coding_id bigint generated always as identity primary key,
  passage_id text not null references raw.passages on delete cascade,
  frame text not null,
  code text,
  coder text not null,
  coder_version text not null,
  codebook_version text not null,
  probability double precision check (probability between 0 and 1),
  -- The first span: an exact slice of the passage, and the page on which it begins.
  quote text,
  page integer not null,
  spans jsonb not null,
  because jsonb not null,
  run_id bigint,
  -- That frame and code exist is held by a check: looking each up costs more than all the rest of the writing.
  unique nulls not distinct (passage_id, frame, code, coder, coder_version, codebook_version)
);

-- One row per passage and frame that somebody answered: whose answer stands.
create table derived.answers (
  passage_id text not null references raw.passages on delete cascade,
  frame text not null,
  meeting_id text not null,
  coder text not null,
  coder_version text not null,
  codebook_version text not null,
  run_id bigint,
  primary key (passage_id, frame)
);
create index answers_by_frame on derived.answers (frame, meeting_id);
create index answers_by_meeting on derived.answers (meeting_id);

-- One row per passage and code that applies by the answer that stands. A code brings its parent with it.
create table derived.decisions (
  passage_id text not null,
  frame text not null,
  code text not null,
  meeting_id text not null,
  coding_id bigint not null references raw.codings on delete cascade,
  probability double precision,
  quote text,
  page integer not null,
  primary key (passage_id, frame, code),
  foreign key (passage_id, frame) references derived.answers on delete cascade
);
create index decisions_by_code on derived.decisions (frame, code, meeting_id);
create index decisions_by_meeting on derived.decisions (meeting_id);
create index decisions_by_coding on derived.decisions (coding_id);

-- One row per distinct innovation of a body.
create table derived.innovations (
  innovation_id text primary key,
  organisation_code text not null references raw.organisations on update cascade on delete cascade,
  label text not null,
  domain text not null references raw.domains,
  parent_domain text not null,
  stage text not null check (stage in ('proposed', 'approved', 'pilot', 'implemented', 'evaluated', 'abandoned')),
  first_mentioned date not null,
  first_in_use date,
  first_implemented_or_evaluated date,
  in_use_at_first_meeting boolean not null,
  consolidate_version integer,
  run_id bigint references raw.runs
);
create index innovations_by_organisation on derived.innovations (organisation_code);
create index innovations_by_use on derived.innovations (first_in_use);

-- One row per innovation and passage that reports it.
create table derived.innovation_mentions (
  innovation_id text not null references derived.innovations on delete cascade,
  passage_id text not null references raw.passages on delete cascade,
  stage text not null check (stage in ('proposed', 'approved', 'pilot', 'implemented', 'evaluated', 'abandoned')),
  ordinal integer not null,
  primary key (innovation_id, passage_id)
);
create index innovation_mentions_by_passage on derived.innovation_mentions (passage_id);
