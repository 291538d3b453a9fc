-- Bodies, files, and what was read in them.

-- One row per body. Those not named by a manifest have a code made from their name and are unconfirmed.
create table raw.organisations (
  organisation_code text primary key,
  organisation_name text,
  sector text,
  is_confirmed boolean not null,
  -- Raised whenever something changes from which the body's innovations are made.
  revision bigint not null default 0,
  consolidated_revision bigint not null default 0,
  consolidate_version integer
);

-- One row per spelling of a body's name, made comparable.
create table raw.organisation_names (
  name_key text primary key,
  organisation_code text not null references raw.organisations on update cascade on delete cascade
);

-- One row per content that was ever offered, and per further file with the same content.
create table raw.documents (
  document_id text primary key,
  -- Null for what could never be fetched: nobody saw its bytes.
  sha256 text,
  source text not null,
  byte_size bigint,
  duplicate_of text references raw.documents on delete set null,
  superseded_by text references raw.documents on delete set null,
  first_run_id bigint references raw.runs,
  first_seen_at timestamptz not null default now(),
  manifest jsonb,
  outcome text not null default 'waiting' check (outcome in (
    'waiting', 'coded', 'coded after OCR', 'duplicate', 'no minutes found', 'no readable text', 'encrypted',
    'damaged', 'took too long', 'used too much memory', 'not a PDF', 'could not be fetched')),
  detail text,
  problem_page integer,
  attempts integer not null default 0,
  pages integer,
  pages_ocr integer,
  lost_pages jsonb not null default '[]',
  pdf_metadata jsonb,
  extract_version integer,
  structure_version integer,
  -- What the reading that is stored was made from, and what it ought to be made from.
  read_key text,
  wanted_read_key text,
  read_at timestamptz,
  coded_at timestamptz,
  last_run_id bigint references raw.runs
);
create index documents_by_content on raw.documents (sha256);
create index documents_by_outcome on raw.documents (outcome);
create index documents_by_duplicate on raw.documents (duplicate_of) where duplicate_of is not null;
create index documents_by_superseded on raw.documents (superseded_by) where superseded_by is not null;

-- One row per place where a file was seen: what a rescan needs to know without opening it.
create table raw.files (
  source text primary key,
  document_id text not null references raw.documents on delete cascade,
  sha256 text,
  byte_size bigint,
  modified_at_ms double precision,
  etag text,
  last_modified text,
  is_present boolean not null default true,
  first_seen_at timestamptz not null default now(),
  last_seen_run_id bigint references raw.runs
);
create index files_by_document on raw.files (document_id);

-- One row per document and set of coders (their versions and codebooks, as one key) that coded it.
create table raw.coded_documents (
  document_id text not null references raw.documents on delete cascade,
  code_key text not null,
  run_id bigint references raw.runs,
  coded_at timestamptz not null default now(),
  primary key (document_id, code_key)
);

-- One row per outcome that a document ever had.
create table raw.outcomes (
  outcome_id bigint generated always as identity primary key,
  document_id text not null references raw.documents on delete cascade,
  run_id bigint references raw.runs,
  outcome text not null,
  detail text,
  problem_page integer,
  attempt integer not null,
  at timestamptz not null default now()
);
create index outcomes_by_document on raw.outcomes (document_id);
create index outcomes_by_run on raw.outcomes (run_id);

-- One row per meeting of which a manifest says that there are minutes.
create table raw.expected_meetings (
  organisation_code text not null,
  meeting_date date not null,
  primary key (organisation_code, meeting_date)
);

-- One row per removed document: its content is gone, that it was removed stays known.
create table raw.removals (
  document_id text not null,
  sha256 text,
  run_id bigint references raw.runs,
  removed_at timestamptz not null default now()
);

-- One row per set of minutes in a document.
create table raw.meetings (
  meeting_id text primary key,
  document_id text not null references raw.documents on delete cascade,
  ordinal integer not null,
  organisation_code text not null references raw.organisations on update cascade,
  organisation_name text,
  organisation_evidence jsonb not null,
  meeting_date date,
  date_evidence jsonb not null,
  title text,
  kind text not null check (kind in ('board', 'committee', 'governors', 'other')),
  session text not null check (session in ('public', 'private', 'extraordinary', 'unknown')),
  is_draft boolean not null,
  contradictions jsonb not null,
  page_start integer not null,
  page_end integer not null,
  text text not null,
  runs jsonb not null,
  words integer not null,
  passages integer not null,
  unique (document_id, ordinal)
);
create index meetings_by_organisation on raw.meetings (organisation_code, meeting_date);

-- One row per agenda item.
create table raw.items (
  meeting_id text not null references raw.meetings on delete cascade,
  ordinal integer not null,
  item_number text,
  item_title text not null,
  start_offset integer not null,
  end_offset integer not null,
  page integer not null,
  primary key (meeting_id, ordinal)
);

-- One row per passage.
create table raw.passages (
  passage_id text primary key,
  meeting_id text not null references raw.meetings on delete cascade,
  ordinal integer not null,
  kind text not null,
  part text not null,
  item_ordinal integer,
  start_offset integer not null,
  end_offset integer not null,
  text text not null,
  page integer not null,
  page_end integer not null,
  boxes jsonb not null,
  text_source text not null check (text_source in ('text layer', 'ocr', 'none')),
  lead_in text,
  speaker text,
  action_owner text,
  words integer not null,
  search tsvector generated always as (to_tsvector('english', text)) stored,
  unique (meeting_id, ordinal)
);
create index passages_by_search on raw.passages using gin (search);
