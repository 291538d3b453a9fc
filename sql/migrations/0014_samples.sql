-- Samples of passages for people to code: how they were drawn, and with which chance.

-- One row per sample. The design is all that estimates need: it never changes once drawn.
create table raw.samples (
  sample_id text primary key,
  frame text not null,
  codebook_version text not null,
  -- The machine whose answers the bands go by, as pinned when the sample was drawn.
  coder text not null,
  coder_version text not null,
  stratified_by text[] not null,
  seed bigint not null,
  passages_in_frame integer not null,
  passages_drawn integer not null,
  run_id bigint references raw.runs,
  drawn_at timestamptz not null default now()
);

-- One row per sample and stratum: its size, and how many passages it was to give (a fraction is given by chance).
create table raw.sample_strata (
  sample_id text not null references raw.samples on delete cascade,
  stratum text not null,
  band text not null check (band in ('marked', 'doubtful', 'rest', 'all')),
  passages integer not null,
  expected double precision not null,
  primary key (sample_id, stratum)
);

-- One row per sample and meeting of the population: which of its passages the sample could have drawn (their ordinals),
-- what the machine said of them then, and their texts, to see whether the meeting has been read anew since.
create table raw.sample_meetings (
  sample_id text not null references raw.samples on delete cascade,
  meeting_id text not null references raw.meetings on delete cascade,
  passages integer[] not null,
  marked integer[] not null,
  doubtful integer[] not null,
  texts_md5 text not null,
  primary key (sample_id, meeting_id)
);

-- One row per sample and passage drawn, in the order of the sheet.
create table raw.sample_passages (
  sample_id text not null references raw.samples on delete cascade,
  passage_id text not null references raw.passages on delete cascade,
  place integer not null,
  stratum text not null,
  band text not null check (band in ('marked', 'doubtful', 'rest', 'all')),
  inclusion double precision not null check (inclusion > 0 and inclusion <= 1),
  primary key (sample_id, passage_id)
);
create index sample_passages_by_passage on raw.sample_passages (passage_id);

-- What people said is asked for again and again, among very much that machines said.
create index codings_by_people on raw.codings (frame, coder, passage_id) where coder like 'human:%';
