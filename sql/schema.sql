-- The schema that the migrations and views result in. Written by `npm run db:dump`; changed by migrations only.

create table derived.answers (
  passage_id text not null,
  frame text not null,
  meeting_id text not null,
  coder text not null,
  coder_version text not null,
  codebook_version text not null,
  run_id bigint,
  constraint answers_passage_id_fkey FOREIGN KEY (passage_id) REFERENCES raw.passages(passage_id) ON DELETE CASCADE,
  constraint answers_pkey PRIMARY KEY (passage_id, frame)
);

create table derived.coder_agreement (
  pin_id bigint not null,
  frame text not null,
  code text not null,
  coder_one text not null,
  coder_one_version text not null,
  coder_two text not null,
  coder_two_version text not null,
  coder_two_codebook text not null,
  weighting text not null,
  sample_id text,
  passages integer not null,
  both_say_yes integer not null,
  only_one_says_yes integer not null,
  only_two_says_yes integer not null,
  percent double precision,
  percent_low double precision,
  percent_high double precision,
  kappa double precision,
  kappa_low double precision,
  kappa_high double precision,
  ac1 double precision,
  ac1_low double precision,
  ac1_high double precision,
  alpha double precision,
  alpha_low double precision,
  alpha_high double precision,
  positive_agreement double precision,
  positive_agreement_low double precision,
  positive_agreement_high double precision,
  refreshed_at timestamp with time zone not null default now(),
  constraint coder_agreement_weighting_check CHECK ((weighting = ANY (ARRAY['none'::text, 'design'::text]))),
  constraint coder_agreement_pin_id_fkey FOREIGN KEY (pin_id) REFERENCES raw.pins(pin_id) ON DELETE CASCADE,
  constraint coder_agreement_sample_id_fkey FOREIGN KEY (sample_id) REFERENCES raw.samples(sample_id) ON DELETE CASCADE,
  constraint coder_agreement_pkey PRIMARY KEY (frame, code, coder_one, coder_one_version, coder_two, coder_two_version, coder_two_codebook, weighting)
);

create table derived.corrected_prevalence (
  pin_id bigint not null,
  sample_id text not null,
  frame text not null,
  code text not null,
  scope text not null,
  organisation_code text,
  half_year text,
  passages integer not null,
  machine_applies integer not null,
  judged integer not null,
  corrected double precision,
  corrected_low double precision,
  corrected_high double precision,
  rogan_gladen double precision,
  rogan_gladen_low double precision,
  rogan_gladen_high double precision,
  why_empty text,
  refreshed_at timestamp with time zone not null default now(),
  constraint corrected_prevalence_scope_check CHECK ((scope = ANY (ARRAY['archive'::text, 'organisation'::text, 'half_year'::text]))),
  constraint corrected_prevalence_organisation_code_fkey FOREIGN KEY (organisation_code) REFERENCES raw.organisations(organisation_code) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint corrected_prevalence_pin_id_fkey FOREIGN KEY (pin_id) REFERENCES raw.pins(pin_id) ON DELETE CASCADE,
  constraint corrected_prevalence_sample_id_fkey FOREIGN KEY (sample_id) REFERENCES raw.samples(sample_id) ON DELETE CASCADE,
  constraint corrected_prevalence_frame_code_scope_organisation_code_hal_key UNIQUE NULLS NOT DISTINCT (frame, code, scope, organisation_code, half_year)
);

create table derived.decisions (
  passage_id text not null,
  frame text not null,
  code text not null,
  meeting_id text not null,
  coding_id bigint not null,
  probability double precision,
  quote text,
  page integer not null,
  constraint decisions_coding_id_fkey FOREIGN KEY (coding_id) REFERENCES raw.codings(coding_id) ON DELETE CASCADE,
  constraint decisions_passage_id_frame_fkey FOREIGN KEY (passage_id, frame) REFERENCES derived.answers(passage_id, frame) ON DELETE CASCADE,
  constraint decisions_pkey PRIMARY KEY (passage_id, frame, code)
);

create table derived.innovation_mentions (
  innovation_id text not null,
  passage_id text not null,
  stage text not null,
  ordinal integer not null,
  constraint innovation_mentions_stage_check CHECK ((stage = ANY (ARRAY['proposed'::text, 'approved'::text, 'pilot'::text, 'implemented'::text, 'evaluated'::text, 'abandoned'::text]))),
  constraint innovation_mentions_innovation_id_fkey FOREIGN KEY (innovation_id) REFERENCES derived.innovations(innovation_id) ON DELETE CASCADE,
  constraint innovation_mentions_passage_id_fkey FOREIGN KEY (passage_id) REFERENCES raw.passages(passage_id) ON DELETE CASCADE,
  constraint innovation_mentions_pkey PRIMARY KEY (innovation_id, passage_id)
);

create table derived.innovations (
  innovation_id text not null,
  organisation_code text not null,
  label text not null,
  domain text not null,
  parent_domain text not null,
  stage text not null,
  first_mentioned date not null,
  first_in_use date,
  first_implemented_or_evaluated date,
  in_use_at_first_meeting boolean not null,
  consolidate_version integer,
  run_id bigint,
  constraint innovations_stage_check CHECK ((stage = ANY (ARRAY['proposed'::text, 'approved'::text, 'pilot'::text, 'implemented'::text, 'evaluated'::text, 'abandoned'::text]))),
  constraint innovations_domain_fkey FOREIGN KEY (domain) REFERENCES raw.domains(domain),
  constraint innovations_organisation_code_fkey FOREIGN KEY (organisation_code) REFERENCES raw.organisations(organisation_code) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint innovations_run_id_fkey FOREIGN KEY (run_id) REFERENCES raw.runs(run_id),
  constraint innovations_pkey PRIMARY KEY (innovation_id)
);

create table derived.machine_errors (
  pin_id bigint not null,
  sample_id text not null,
  frame text not null,
  code text not null,
  coder text not null,
  coder_version text not null,
  judged integer not null,
  positives integer not null,
  sensitivity double precision,
  sensitivity_low double precision,
  sensitivity_high double precision,
  specificity double precision,
  specificity_low double precision,
  specificity_high double precision,
  precision_share double precision,
  precision_low double precision,
  precision_high double precision,
  refreshed_at timestamp with time zone not null default now(),
  constraint machine_errors_pin_id_fkey FOREIGN KEY (pin_id) REFERENCES raw.pins(pin_id) ON DELETE CASCADE,
  constraint machine_errors_sample_id_fkey FOREIGN KEY (sample_id) REFERENCES raw.samples(sample_id) ON DELETE CASCADE,
  constraint machine_errors_pkey PRIMARY KEY (frame, code)
);

create table raw.archive (
  is_the_only_row boolean not null default true,
  archive_id uuid not null default gen_random_uuid(),
  created_at timestamp with time zone not null default now(),
  constraint archive_is_the_only_row_check CHECK (is_the_only_row),
  constraint archive_pkey PRIMARY KEY (is_the_only_row)
);

create table raw.codebooks (
  frame text not null,
  codebook_version text not null,
  title text not null,
  source text not null,
  is_validated boolean not null,
  validated_against text not null,
  sha256 text not null,
  content jsonb not null,
  stored_at timestamp with time zone not null default now(),
  constraint codebooks_pkey PRIMARY KEY (frame, codebook_version)
);

create table raw.coded_documents (
  document_id text not null,
  code_key text not null,
  run_id bigint,
  coded_at timestamp with time zone not null default now(),
  constraint coded_documents_document_id_fkey FOREIGN KEY (document_id) REFERENCES raw.documents(document_id) ON DELETE CASCADE,
  constraint coded_documents_run_id_fkey FOREIGN KEY (run_id) REFERENCES raw.runs(run_id),
  constraint coded_documents_pkey PRIMARY KEY (document_id, code_key)
);

create table raw.codes (
  frame text not null,
  codebook_version text not null,
  code text not null,
  ordinal integer not null,
  label text not null,
  parent text,
  code_group text,
  definition text not null,
  constraint codes_frame_codebook_version_fkey FOREIGN KEY (frame, codebook_version) REFERENCES raw.codebooks(frame, codebook_version) ON DELETE CASCADE,
  constraint codes_pkey PRIMARY KEY (frame, codebook_version, code)
);

create table raw.codings (
  coding_id bigint not null generated always as identity,
  passage_id text not null,
  frame text not null,
  code text,
  coder text not null,
  coder_version text not null,
  codebook_version text not null,
  probability double precision,
  quote text,
  page integer not null,
  spans jsonb not null,
  because jsonb not null,
  run_id bigint,
  constraint codings_probability_check CHECK (((probability >= (0)::double precision) AND (probability <= (1)::double precision))),
  constraint codings_passage_id_fkey FOREIGN KEY (passage_id) REFERENCES raw.passages(passage_id) ON DELETE CASCADE,
  constraint codings_pkey PRIMARY KEY (coding_id),
  constraint codings_passage_id_frame_code_coder_coder_version_codebook__key UNIQUE NULLS NOT DISTINCT (passage_id, frame, code, coder, coder_version, codebook_version)
);

create table raw.documents (
  document_id text not null,
  sha256 text,
  source text not null,
  byte_size bigint,
  duplicate_of text,
  superseded_by text,
  first_run_id bigint,
  first_seen_at timestamp with time zone not null default now(),
  manifest jsonb,
  outcome text not null default 'waiting'::text,
  detail text,
  problem_page integer,
  attempts integer not null default 0,
  pages integer,
  pages_ocr integer,
  lost_pages jsonb not null default '[]'::jsonb,
  pdf_metadata jsonb,
  extract_version integer,
  structure_version integer,
  read_key text,
  wanted_read_key text,
  read_at timestamp with time zone,
  coded_at timestamp with time zone,
  last_run_id bigint,
  ocr_confidence double precision,
  wanted_run_id bigint,
  is_awaited boolean not null default false,
  constraint documents_ocr_confidence_check CHECK (((ocr_confidence >= (0)::double precision) AND (ocr_confidence <= (100)::double precision))),
  constraint documents_outcome_check CHECK ((outcome = ANY (ARRAY['waiting'::text, 'coded'::text, 'coded after OCR'::text, 'duplicate'::text, 'no minutes found'::text, 'no readable text'::text, 'encrypted'::text, 'damaged'::text, 'took too long'::text, 'used too much memory'::text, 'not a PDF'::text, 'could not be fetched'::text, 'fault of boardsense'::text]))),
  constraint documents_duplicate_of_fkey FOREIGN KEY (duplicate_of) REFERENCES raw.documents(document_id) ON DELETE SET NULL,
  constraint documents_first_run_id_fkey FOREIGN KEY (first_run_id) REFERENCES raw.runs(run_id),
  constraint documents_last_run_id_fkey FOREIGN KEY (last_run_id) REFERENCES raw.runs(run_id),
  constraint documents_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES raw.documents(document_id) ON DELETE SET NULL,
  constraint documents_wanted_run_id_fkey FOREIGN KEY (wanted_run_id) REFERENCES raw.runs(run_id),
  constraint documents_pkey PRIMARY KEY (document_id)
);

create table raw.domains (
  domain text not null,
  parent_domain text not null,
  ordinal integer not null,
  constraint domains_pkey PRIMARY KEY (domain),
  constraint domains_ordinal_key UNIQUE (ordinal)
);

create table raw.expected_meetings (
  organisation_code text not null,
  meeting_date date not null,
  constraint expected_meetings_pkey PRIMARY KEY (organisation_code, meeting_date)
);

create table raw.failures (
  failure_id bigint not null generated always as identity,
  stage text not null,
  document_id text,
  organisation_code text,
  reason text not null,
  attempts integer not null,
  last_error text not null,
  run_id bigint,
  first_failed_at timestamp with time zone not null default now(),
  last_failed_at timestamp with time zone not null default now(),
  revision bigint,
  retry_asked_at timestamp with time zone,
  cleared_at timestamp with time zone,
  constraint failures_check CHECK ((((document_id IS NULL) = (stage = 'consolidate'::text)) AND ((organisation_code IS NULL) = (stage <> 'consolidate'::text)))),
  constraint failures_reason_check CHECK ((reason = ANY (ARRAY['fault of boardsense'::text, 'server or disk away'::text]))),
  constraint failures_stage_check CHECK ((stage = ANY (ARRAY['extract'::text, 'code'::text, 'consolidate'::text]))),
  constraint failures_document_id_fkey FOREIGN KEY (document_id) REFERENCES raw.documents(document_id) ON DELETE CASCADE,
  constraint failures_organisation_code_fkey FOREIGN KEY (organisation_code) REFERENCES raw.organisations(organisation_code) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint failures_run_id_fkey FOREIGN KEY (run_id) REFERENCES raw.runs(run_id),
  constraint failures_pkey PRIMARY KEY (failure_id)
);

create table raw.files (
  source text not null,
  document_id text not null,
  sha256 text,
  byte_size bigint,
  modified_at_ms double precision,
  etag text,
  last_modified text,
  is_present boolean not null default true,
  first_seen_at timestamp with time zone not null default now(),
  last_seen_run_id bigint,
  constraint files_document_id_fkey FOREIGN KEY (document_id) REFERENCES raw.documents(document_id) ON DELETE CASCADE,
  constraint files_last_seen_run_id_fkey FOREIGN KEY (last_seen_run_id) REFERENCES raw.runs(run_id),
  constraint files_pkey PRIMARY KEY (source)
);

create table raw.items (
  meeting_id text not null,
  ordinal integer not null,
  item_number text,
  item_title text not null,
  start_offset integer not null,
  end_offset integer not null,
  page integer not null,
  constraint items_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES raw.meetings(meeting_id) ON DELETE CASCADE,
  constraint items_pkey PRIMARY KEY (meeting_id, ordinal)
);

create table raw.meetings (
  meeting_id text not null,
  document_id text not null,
  ordinal integer not null,
  organisation_code text not null,
  organisation_name text,
  organisation_evidence jsonb not null,
  meeting_date date,
  date_evidence jsonb not null,
  title text,
  kind text not null,
  session text not null,
  is_draft boolean not null,
  contradictions jsonb not null,
  page_start integer not null,
  page_end integer not null,
  text text not null,
  runs jsonb not null,
  words integer not null,
  passages integer not null,
  constraint meetings_kind_check CHECK ((kind = ANY (ARRAY['board'::text, 'committee'::text, 'governors'::text, 'other'::text]))),
  constraint meetings_session_check CHECK ((session = ANY (ARRAY['public'::text, 'private'::text, 'extraordinary'::text, 'unknown'::text]))),
  constraint meetings_document_id_fkey FOREIGN KEY (document_id) REFERENCES raw.documents(document_id) ON DELETE CASCADE,
  constraint meetings_organisation_code_fkey FOREIGN KEY (organisation_code) REFERENCES raw.organisations(organisation_code) ON UPDATE CASCADE,
  constraint meetings_pkey PRIMARY KEY (meeting_id),
  constraint meetings_document_id_ordinal_key UNIQUE (document_id, ordinal)
);

create table raw.models (
  model_version text not null,
  sha256 text not null,
  content text not null,
  stored_at timestamp with time zone not null default now(),
  constraint models_pkey PRIMARY KEY (model_version)
);

create table raw.nights (
  night_id bigint not null generated always as identity,
  schedule_name text not null,
  due_at timestamp with time zone,
  state text not null default 'running'::text,
  run_id bigint,
  holder text not null,
  beat_at timestamp with time zone not null default now(),
  attempts integer not null default 1,
  begun_at timestamp with time zone not null default now(),
  constraint nights_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'refused'::text]))),
  constraint nights_run_id_fkey FOREIGN KEY (run_id) REFERENCES raw.runs(run_id),
  constraint nights_pkey PRIMARY KEY (night_id),
  constraint nights_schedule_name_due_at_key UNIQUE (schedule_name, due_at)
);

create table raw.organisation_names (
  name_key text not null,
  organisation_code text not null,
  constraint organisation_names_organisation_code_fkey FOREIGN KEY (organisation_code) REFERENCES raw.organisations(organisation_code) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint organisation_names_pkey PRIMARY KEY (name_key)
);

create table raw.organisations (
  organisation_code text not null,
  organisation_name text,
  sector text,
  is_confirmed boolean not null,
  revision bigint not null default 0,
  consolidated_revision bigint not null default 0,
  consolidate_version integer,
  constraint organisations_pkey PRIMARY KEY (organisation_code)
);

create table raw.outcomes (
  outcome_id bigint not null generated always as identity,
  document_id text not null,
  run_id bigint,
  outcome text not null,
  detail text,
  problem_page integer,
  attempt integer not null,
  at timestamp with time zone not null default now(),
  constraint outcomes_document_id_fkey FOREIGN KEY (document_id) REFERENCES raw.documents(document_id) ON DELETE CASCADE,
  constraint outcomes_run_id_fkey FOREIGN KEY (run_id) REFERENCES raw.runs(run_id),
  constraint outcomes_pkey PRIMARY KEY (outcome_id)
);

create table raw.passages (
  passage_id text not null,
  meeting_id text not null,
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
  text_source text not null,
  lead_in text,
  speaker text,
  action_owner text,
  words integer not null,
  search tsvector generated always as (to_tsvector('english'::regconfig, "left"(text, 100000))) stored,
  constraint passages_text_source_check CHECK ((text_source = ANY (ARRAY['text layer'::text, 'ocr'::text, 'none'::text]))),
  constraint passages_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES raw.meetings(meeting_id) ON DELETE CASCADE,
  constraint passages_pkey PRIMARY KEY (passage_id),
  constraint passages_meeting_id_ordinal_key UNIQUE (meeting_id, ordinal)
);

create table raw.pinned_coders (
  pin_id bigint not null,
  frame text not null,
  codebook_version text not null,
  coder text not null,
  coder_version text not null,
  constraint pinned_coders_frame_codebook_version_fkey FOREIGN KEY (frame, codebook_version) REFERENCES raw.codebooks(frame, codebook_version),
  constraint pinned_coders_pin_id_fkey FOREIGN KEY (pin_id) REFERENCES raw.pins(pin_id) ON DELETE CASCADE,
  constraint pinned_coders_pkey PRIMARY KEY (pin_id, frame, coder)
);

create table raw.pins (
  pin_id bigint not null generated always as identity,
  run_id bigint,
  pinned_at timestamp with time zone not null default now(),
  extract_version integer not null,
  structure_version integer not null,
  consolidate_version integer not null,
  model_version text,
  settings jsonb not null default '{}'::jsonb,
  constraint pins_run_id_fkey FOREIGN KEY (run_id) REFERENCES raw.runs(run_id),
  constraint pins_pkey PRIMARY KEY (pin_id)
);

create table raw.regimes (
  scheme text not null,
  organisation_code text not null,
  regime text not null,
  from_date date not null,
  to_date date,
  organisation_given text not null,
  source text not null,
  line integer not null,
  stored_at timestamp with time zone not null default now(),
  constraint regimes_check CHECK (((to_date IS NULL) OR (to_date >= from_date))),
  constraint regimes_pkey PRIMARY KEY (scheme, organisation_code, from_date)
);

create table raw.register (
  organisation_code text not null,
  organisation_name text not null,
  aliases text[] not null,
  sector text,
  predecessors text[] not null,
  opened date,
  closed date,
  stored_at timestamp with time zone not null default now(),
  constraint register_pkey PRIMARY KEY (organisation_code)
);

create table raw.removals (
  document_id text not null,
  sha256 text,
  run_id bigint,
  removed_at timestamp with time zone not null default now(),
  constraint removals_run_id_fkey FOREIGN KEY (run_id) REFERENCES raw.runs(run_id)
);

create table raw.runs (
  run_id bigint not null generated always as identity,
  command text not null,
  arguments jsonb not null default '{}'::jsonb,
  started_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  status text not null default 'running'::text,
  counts jsonb not null default '{}'::jsonb,
  detail text,
  schedule_name text,
  due_at timestamp with time zone,
  constraint runs_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'stopped'::text, 'refused'::text]))),
  constraint runs_pkey PRIMARY KEY (run_id)
);

create table raw.sample_meetings (
  sample_id text not null,
  meeting_id text not null,
  passages integer[] not null,
  marked integer[] not null,
  doubtful integer[] not null,
  texts_md5 text not null,
  constraint sample_meetings_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES raw.meetings(meeting_id) ON DELETE CASCADE,
  constraint sample_meetings_sample_id_fkey FOREIGN KEY (sample_id) REFERENCES raw.samples(sample_id) ON DELETE CASCADE,
  constraint sample_meetings_pkey PRIMARY KEY (sample_id, meeting_id)
);

create table raw.sample_passages (
  sample_id text not null,
  passage_id text not null,
  place integer not null,
  stratum text not null,
  band text not null,
  inclusion double precision not null,
  constraint sample_passages_band_check CHECK ((band = ANY (ARRAY['marked'::text, 'doubtful'::text, 'rest'::text, 'all'::text]))),
  constraint sample_passages_inclusion_check CHECK (((inclusion > (0)::double precision) AND (inclusion <= (1)::double precision))),
  constraint sample_passages_passage_id_fkey FOREIGN KEY (passage_id) REFERENCES raw.passages(passage_id) ON DELETE CASCADE,
  constraint sample_passages_sample_id_fkey FOREIGN KEY (sample_id) REFERENCES raw.samples(sample_id) ON DELETE CASCADE,
  constraint sample_passages_pkey PRIMARY KEY (sample_id, passage_id)
);

create table raw.sample_strata (
  sample_id text not null,
  stratum text not null,
  band text not null,
  passages integer not null,
  expected double precision not null,
  constraint sample_strata_band_check CHECK ((band = ANY (ARRAY['marked'::text, 'doubtful'::text, 'rest'::text, 'all'::text]))),
  constraint sample_strata_sample_id_fkey FOREIGN KEY (sample_id) REFERENCES raw.samples(sample_id) ON DELETE CASCADE,
  constraint sample_strata_pkey PRIMARY KEY (sample_id, stratum)
);

create table raw.samples (
  sample_id text not null,
  frame text not null,
  codebook_version text not null,
  coder text not null,
  coder_version text not null,
  stratified_by text[] not null,
  seed bigint not null,
  passages_in_frame integer not null,
  passages_drawn integer not null,
  run_id bigint,
  drawn_at timestamp with time zone not null default now(),
  constraint samples_run_id_fkey FOREIGN KEY (run_id) REFERENCES raw.runs(run_id),
  constraint samples_pkey PRIMARY KEY (sample_id)
);

create table raw.schedule_sources (
  schedule_name text not null,
  ordinal integer not null,
  kind text not null,
  place text not null,
  organisation_code text,
  constraint schedule_sources_kind_check CHECK ((kind = ANY (ARRAY['files'::text, 'manifest'::text]))),
  constraint schedule_sources_schedule_name_fkey FOREIGN KEY (schedule_name) REFERENCES raw.schedules(schedule_name) ON DELETE CASCADE,
  constraint schedule_sources_pkey PRIMARY KEY (schedule_name, ordinal)
);

create table raw.schedules (
  schedule_name text not null,
  cron text not null,
  time_zone text not null,
  created_at timestamp with time zone not null default now(),
  constraint schedules_pkey PRIMARY KEY (schedule_name)
);

create table raw.successions (
  predecessor_code text not null,
  successor_code text not null,
  constraint successions_pkey PRIMARY KEY (predecessor_code, successor_code)
);

CREATE INDEX answers_by_frame ON derived.answers USING btree (frame, meeting_id);

CREATE INDEX answers_by_meeting ON derived.answers USING btree (meeting_id);

CREATE INDEX decisions_by_code ON derived.decisions USING btree (frame, code, meeting_id);

CREATE INDEX decisions_by_coding ON derived.decisions USING btree (coding_id);

CREATE INDEX decisions_by_meeting ON derived.decisions USING btree (meeting_id);

CREATE INDEX innovation_mentions_by_passage ON derived.innovation_mentions USING btree (passage_id);

CREATE INDEX innovations_by_organisation ON derived.innovations USING btree (organisation_code);

CREATE INDEX innovations_by_use ON derived.innovations USING btree (first_in_use);

CREATE INDEX codings_by_people ON raw.codings USING btree (frame, coder, passage_id) WHERE (coder ~~ 'human:%'::text);

CREATE INDEX documents_backlog ON raw.documents USING btree (is_awaited DESC, source, document_id) WHERE (outcome = 'waiting'::text);

CREATE INDEX documents_by_content ON raw.documents USING btree (sha256);

CREATE INDEX documents_by_duplicate ON raw.documents USING btree (duplicate_of) WHERE (duplicate_of IS NOT NULL);

CREATE INDEX documents_by_outcome ON raw.documents USING btree (outcome);

CREATE INDEX documents_by_superseded ON raw.documents USING btree (superseded_by) WHERE (superseded_by IS NOT NULL);

CREATE UNIQUE INDEX failures_by_document ON raw.failures USING btree (document_id, stage) WHERE (document_id IS NOT NULL);

CREATE UNIQUE INDEX failures_by_organisation ON raw.failures USING btree (organisation_code) WHERE (organisation_code IS NOT NULL);

CREATE INDEX failures_by_run ON raw.failures USING btree (run_id);

CREATE INDEX failures_open ON raw.failures USING btree (reason) WHERE (cleared_at IS NULL);

CREATE INDEX files_by_document ON raw.files USING btree (document_id);

CREATE INDEX meetings_by_organisation ON raw.meetings USING btree (organisation_code, meeting_date);

CREATE UNIQUE INDEX nights_one_at_a_time ON raw.nights USING btree (schedule_name) WHERE (state = 'running'::text);

CREATE INDEX outcomes_by_document ON raw.outcomes USING btree (document_id);

CREATE INDEX outcomes_by_run ON raw.outcomes USING btree (run_id);

CREATE INDEX passages_by_search ON raw.passages USING gin (search);

CREATE INDEX regimes_by_organisation ON raw.regimes USING btree (organisation_code, regime);

CREATE INDEX runs_by_start ON raw.runs USING btree (started_at DESC);

CREATE INDEX sample_passages_by_passage ON raw.sample_passages USING btree (passage_id);

CREATE OR REPLACE FUNCTION derived.half_year(day date)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (((EXTRACT(year FROM day))::integer)::text || CASE WHEN (EXTRACT(month FROM day) <= (6)::numeric) THEN '-H1'::text ELSE '-H2'::text END)
;

CREATE OR REPLACE FUNCTION derived.name_of_source(source text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (source ~ '^https?://'::text) THEN regexp_replace(regexp_replace(source, '^(https?://)[^/@]*@'::text, '\1'::text), '[?#].*$'::text, ''::text) ELSE regexp_replace(source, '^.*[/\\]'::text, ''::text) END
;

CREATE OR REPLACE FUNCTION derived.wilson_high(successes double precision, trials double precision)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (trials > (0)::double precision) THEN LEAST((1)::double precision, ((((successes / trials) + ((3.841458820694124)::double precision / ((2)::double precision * trials))) + ((1.959963984540054)::double precision * sqrt(((((successes / trials) * ((1)::double precision - (successes / trials))) / trials) + ((3.841458820694124)::double precision / (((4)::double precision * trials) * trials)))))) / ((1)::double precision + ((3.841458820694124)::double precision / trials)))) ELSE NULL::double precision END
;

CREATE OR REPLACE FUNCTION derived.wilson_low(successes double precision, trials double precision)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (trials > (0)::double precision) THEN GREATEST((0)::double precision, ((((successes / trials) + ((3.841458820694124)::double precision / ((2)::double precision * trials))) - ((1.959963984540054)::double precision * sqrt(((((successes / trials) * ((1)::double precision - (successes / trials))) / trials) + ((3.841458820694124)::double precision / (((4)::double precision * trials) * trials)))))) / ((1)::double precision + ((3.841458820694124)::double precision / trials)))) ELSE NULL::double precision END
;

CREATE OR REPLACE FUNCTION derived.without_folders(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(regexp_replace(words, '([''"])(~|[A-Za-z]:)?[/\\][^''"\n]*[/\\]'::text, '\1'::text, 'g'::text), '(^|[\s(])(~|[A-Za-z]:)?[/\\][^\s''"]*[/\\]'::text, '\1'::text, 'g'::text)
;

CREATE OR REPLACE FUNCTION marts.wilson_high(successes double precision, trials double precision)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (trials > (0)::double precision) THEN LEAST((1)::double precision, ((((successes / trials) + ((3.841458820694124)::double precision / ((2)::double precision * trials))) + ((1.959963984540054)::double precision * sqrt(((((successes / trials) * ((1)::double precision - (successes / trials))) / trials) + ((3.841458820694124)::double precision / (((4)::double precision * trials) * trials)))))) / ((1)::double precision + ((3.841458820694124)::double precision / trials)))) ELSE NULL::double precision END
;

CREATE OR REPLACE FUNCTION marts.wilson_low(successes double precision, trials double precision)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (trials > (0)::double precision) THEN GREATEST((0)::double precision, ((((successes / trials) + ((3.841458820694124)::double precision / ((2)::double precision * trials))) - ((1.959963984540054)::double precision * sqrt(((((successes / trials) * ((1)::double precision - (successes / trials))) / trials) + ((3.841458820694124)::double precision / (((4)::double precision * trials) * trials)))))) / ((1)::double precision + ((3.841458820694124)::double precision / trials)))) ELSE NULL::double precision END
;

create view derived.codes as
 SELECT codes.frame, codes.codebook_version, codes.code, codes.ordinal, codes.label, codes.parent,
    codes.code_group, codes.definition, codebooks.title AS frame_title, codebooks.is_validated,
    codebooks.validated_against
   FROM raw.codes
     JOIN raw.codebooks ON codebooks.frame = codes.frame AND codebooks.codebook_version = codes.codebook_version
  WHERE (EXISTS ( SELECT
           FROM raw.pinned_coders
          WHERE pinned_coders.pin_id = (( SELECT max(pins.pin_id) AS max
                   FROM raw.pins)) AND pinned_coders.frame = codes.frame AND pinned_coders.codebook_version = codes.codebook_version));

create view derived.lineages as
 WITH RECURSIVE lives AS (
         SELECT bodies.organisation_code, COALESCE(register.opened, meetings.first_meeting) AS began,
            COALESCE(register.closed, meetings.last_meeting) AS ended
           FROM ( SELECT regimes.organisation_code
                   FROM raw.regimes
                UNION
                 SELECT successions.predecessor_code
                   FROM raw.successions
                UNION
                 SELECT successions.successor_code
                   FROM raw.successions) bodies
             LEFT JOIN raw.register ON register.organisation_code = bodies.organisation_code
             LEFT JOIN ( SELECT meetings_1.organisation_code,
                    min(meetings_1.meeting_date) AS first_meeting,
                    max(meetings_1.meeting_date) AS last_meeting
                   FROM derived.meetings meetings_1
                  WHERE meetings_1.is_counted
                  GROUP BY meetings_1.organisation_code) meetings ON meetings.organisation_code = bodies.organisation_code
        ), forebears AS (
         SELECT regimes.organisation_code, regimes.organisation_code AS member_code,
            NULL::date AS until, ARRAY[regimes.organisation_code] AS path
           FROM ( SELECT DISTINCT regimes_1.organisation_code
                   FROM raw.regimes regimes_1) regimes
        UNION ALL
         SELECT forebears.organisation_code, successions.predecessor_code,
            LEAST(forebears.until, lives.began - 1) AS "least",
            forebears.path || successions.predecessor_code
           FROM forebears
             JOIN raw.successions ON successions.successor_code = forebears.member_code
             JOIN lives ON lives.organisation_code = forebears.member_code
          WHERE successions.predecessor_code <> ALL (forebears.path)
        ), heirs AS (
         SELECT regimes.organisation_code, regimes.organisation_code AS member_code,
            NULL::date AS since, ARRAY[regimes.organisation_code] AS path
           FROM ( SELECT DISTINCT regimes_1.organisation_code
                   FROM raw.regimes regimes_1) regimes
        UNION ALL
         SELECT heirs.organisation_code, successions.successor_code,
            GREATEST(heirs.since, lives.ended + 1) AS "greatest",
            heirs.path || successions.successor_code
           FROM heirs
             JOIN raw.successions ON successions.predecessor_code = heirs.member_code
             JOIN lives ON lives.organisation_code = heirs.member_code
          WHERE successions.successor_code <> ALL (heirs.path)
        )
 SELECT forebears.organisation_code, forebears.member_code, NULL::date AS since,
    max(forebears.until) AS until
   FROM forebears
  GROUP BY forebears.organisation_code, forebears.member_code
UNION
 SELECT heirs.organisation_code, heirs.member_code, min(heirs.since) AS since, NULL::date AS until
   FROM heirs
  WHERE heirs.member_code <> heirs.organisation_code
  GROUP BY heirs.organisation_code, heirs.member_code;

create view derived.meetings as
 WITH sets AS (
         SELECT meetings.document_id, count(*) AS sets_in_document
           FROM raw.meetings
          GROUP BY meetings.document_id
        ), told AS (
         SELECT meetings.meeting_id, meetings.document_id, meetings.organisation_code,
            meetings.meeting_date, meetings.kind AS meeting_kind, meetings.session,
            meetings.passages, meetings.words, documents.superseded_by IS NOT NULL AS is_superseded,
            row_number() OVER (PARTITION BY meetings.organisation_code, meetings.meeting_date, meetings.kind, (
                CASE meetings.session
                    WHEN 'unknown'::text THEN 'public'::text
                    ELSE meetings.session
                END), (
                CASE
                    WHEN meetings.kind = 'board'::text THEN ''::text
                    ELSE lower(COALESCE(meetings.title, ''::text))
                END), (
                CASE
                    WHEN meetings.meeting_date IS NULL OR meetings.organisation_code = 'unknown'::text THEN meetings.meeting_id
                    ELSE NULL::text
                END) ORDER BY (documents.superseded_by IS NOT NULL), meetings.is_draft, sets.sets_in_document, documents.pages, meetings.words DESC, meetings.meeting_id) AS place
           FROM raw.meetings
             JOIN raw.documents ON documents.document_id = meetings.document_id
             JOIN sets ON sets.document_id = meetings.document_id
        )
 SELECT meeting_id, document_id, organisation_code, meeting_date, meeting_kind, session, passages,
    words, place = 1 AND NOT is_superseded AS is_counted,
        CASE
            WHEN is_superseded THEN 'its file has changed since'::text
            WHEN place > 1 THEN 'the same meeting is told in another document'::text
            ELSE NULL::text
        END AS not_counted_because,
    derived.half_year(meeting_date) AS half_year
   FROM told;

create view derived.organisations as
 WITH printed AS (
         SELECT meetings.organisation_code,
            mode() WITHIN GROUP (ORDER BY meetings.organisation_name) AS organisation_name
           FROM raw.meetings
          WHERE meetings.organisation_name IS NOT NULL
          GROUP BY meetings.organisation_code
        )
 SELECT organisations.organisation_code,
        CASE
            WHEN organisations.is_confirmed THEN COALESCE(organisations.organisation_name, printed.organisation_name, organisations.organisation_code)
            ELSE COALESCE(printed.organisation_name, organisations.organisation_name, organisations.organisation_code)
        END AS organisation_name,
    organisations.sector, organisations.is_confirmed
   FROM raw.organisations
     LEFT JOIN printed ON printed.organisation_code = organisations.organisation_code;

create view derived.reasons as
 SELECT coding_id,
    concat_ws('; '::text, 'words '::text || NULLIF(array_to_string(ARRAY( SELECT ('"'::text || (span.value ->> 'quote'::text)) || '"'::text
           FROM jsonb_array_elements(codings.spans) span(value)), ', '::text), ''::text), 'rules '::text || NULLIF(array_to_string(ARRAY( SELECT jsonb_array_elements_text(codings.because -> 'rules'::text) AS jsonb_array_elements_text), ', '::text), ''::text), 'features '::text || NULLIF(array_to_string(ARRAY( SELECT ((feature.value ->> 'feature'::text) || ' '::text) || round((feature.value ->> 'weight'::text)::numeric, 2)
           FROM jsonb_array_elements(codings.because -> 'features'::text) feature(value)), ', '::text), ''::text), because ->> 'note'::text) AS because
   FROM raw.codings;

create view derived.regime_spans as
 WITH spells AS (
         SELECT regimes.organisation_code, regimes.regime, regimes.from_date,
                CASE
                    WHEN regimes.to_date IS NOT NULL THEN regimes.to_date
                    WHEN register.closed IS NOT NULL THEN GREATEST(register.closed, regimes.from_date)
                    ELSE NULL::date
                END AS to_date
           FROM raw.regimes
             LEFT JOIN raw.register ON register.organisation_code = regimes.organisation_code
        )
 SELECT organisation_code, regime, min(from_date) AS first_day,
        CASE
            WHEN bool_and(to_date IS NOT NULL) THEN max(to_date)
            ELSE NULL::date
        END AS last_day,
    range_agg(daterange(from_date, to_date, '[]'::text)) AS spells
   FROM spells
  GROUP BY organisation_code, regime;

create view derived.sample_population as
 SELECT sample_meetings.sample_id, passages.passage_id, sample_meetings.meeting_id,
    meetings.organisation_code, meetings.half_year,
        CASE
            WHEN NOT ('score'::text = ANY (samples.stratified_by)) THEN 'all'::text
            WHEN passages.ordinal = ANY (sample_meetings.marked) THEN 'marked'::text
            WHEN passages.ordinal = ANY (sample_meetings.doubtful) THEN 'doubtful'::text
            ELSE 'rest'::text
        END AS band
   FROM raw.sample_meetings
     JOIN raw.samples ON samples.sample_id = sample_meetings.sample_id
     JOIN derived.meetings ON meetings.meeting_id = sample_meetings.meeting_id
     JOIN raw.passages ON passages.meeting_id = sample_meetings.meeting_id AND (passages.ordinal = ANY (sample_meetings.passages))
  WHERE meetings.is_counted AND sample_meetings.texts_md5 = (( SELECT md5(string_agg(md5(told.text), ' '::text ORDER BY told.ordinal)) AS md5
           FROM raw.passages told
          WHERE told.meeting_id = sample_meetings.meeting_id));

create view marts.answers as
 WITH applying AS (
         SELECT decisions.passage_id, decisions.frame, count(*)::integer AS codes
           FROM derived.decisions
          GROUP BY decisions.passage_id, decisions.frame
        )
 SELECT answers.passage_id, answers.meeting_id, answers.frame,
    COALESCE(applying.codes, 0) AS codes_that_apply, answers.coder, answers.coder_version,
    answers.codebook_version, answers.run_id
   FROM derived.answers
     LEFT JOIN applying ON applying.passage_id = answers.passage_id AND applying.frame = answers.frame;

create view marts.attention_by_meeting as
 WITH read AS (
         SELECT answers.meeting_id, answers.codebook_version, sum(passages.words) AS words
           FROM derived.answers
             JOIN raw.passages ON passages.passage_id = answers.passage_id
          WHERE answers.frame = 'attention'::text
          GROUP BY answers.meeting_id, answers.codebook_version
        ), found AS (
         SELECT decisions.meeting_id, decisions.code, count(*) AS passages,
            sum(passages.words) AS words
           FROM derived.decisions
             JOIN raw.passages ON passages.passage_id = decisions.passage_id
          WHERE decisions.frame = 'attention'::text
          GROUP BY decisions.meeting_id, decisions.code
        )
 SELECT meetings.meeting_id, meetings.organisation_code, meetings.meeting_date, codes.code AS topic,
    codes.label AS topic_label, COALESCE(found.passages, 0::bigint)::integer AS passages,
    COALESCE(found.words, 0::bigint)::integer AS words,
    COALESCE(found.words, 0::bigint)::double precision / NULLIF(read.words, 0)::double precision AS share_of_words
   FROM derived.meetings
     JOIN read ON read.meeting_id = meetings.meeting_id
     JOIN raw.codes ON codes.frame = 'attention'::text AND codes.codebook_version = read.codebook_version
     LEFT JOIN found ON found.meeting_id = meetings.meeting_id AND found.code = codes.code
  WHERE meetings.is_counted;

create view marts.code_presence as
 WITH counted AS MATERIALIZED (
         SELECT meetings.meeting_id, meetings.organisation_code
           FROM derived.meetings
          WHERE meetings.is_counted
        ), answered AS (
         SELECT answers.meeting_id, answers.frame, answers.codebook_version, count(*) AS passages
           FROM derived.answers
          GROUP BY answers.meeting_id, answers.frame, answers.codebook_version
        ), decided AS (
         SELECT decisions.meeting_id, decisions.frame, decisions.code, count(*) AS passages
           FROM derived.decisions
          GROUP BY decisions.meeting_id, decisions.frame, decisions.code
        ), read AS (
         SELECT counted.organisation_code, answered.frame, answered.codebook_version,
            sum(answered.passages) AS passages_read
           FROM answered
             JOIN counted ON counted.meeting_id = answered.meeting_id
          GROUP BY counted.organisation_code, answered.frame, answered.codebook_version
        ), found AS (
         SELECT counted.organisation_code, decided.frame, decided.code,
            sum(decided.passages) AS passages
           FROM decided
             JOIN counted ON counted.meeting_id = decided.meeting_id
          GROUP BY counted.organisation_code, decided.frame, decided.code
        )
 SELECT read.organisation_code, codes.frame, codes.code, codes.label,
    COALESCE(found.passages, 0::numeric)::integer AS passages,
    COALESCE(found.passages, 0::numeric) > 0::numeric AS is_present, codebooks.is_validated,
    read.passages_read::integer AS passages_read
   FROM read
     JOIN raw.codes ON codes.frame = read.frame AND codes.codebook_version = read.codebook_version
     JOIN raw.codebooks ON codebooks.frame = read.frame AND codebooks.codebook_version = read.codebook_version
     LEFT JOIN found ON found.organisation_code = read.organisation_code AND found.frame = codes.frame AND found.code = codes.code;

create view marts.coder_agreement as
 SELECT frame, code, coder_one, coder_two,
        CASE
            WHEN coder_two !~~ 'human:%'::text THEN coder_two_version
            ELSE NULL::text
        END AS coder_two_version,
    coder_two_codebook AS coder_two_codebook_version, weighting, sample_id, passages AS n,
    both_say_yes, only_one_says_yes, only_two_says_yes, percent, percent_low, percent_high, kappa,
    kappa_low, kappa_high, ac1, ac1_low, ac1_high, alpha, alpha_low, alpha_high, positive_agreement,
    positive_agreement_low, positive_agreement_high, refreshed_at
   FROM derived.coder_agreement
  WHERE pin_id = (( SELECT max(pins.pin_id) AS max
           FROM raw.pins));

create view marts.codes as
 SELECT frame, frame_title, code, label, parent, code_group, definition, is_validated,
    validated_against, codebook_version, ordinal AS place
   FROM derived.codes;

create view marts.codings as
 SELECT answers.passage_id, answers.meeting_id, answers.frame, decisions.code, true AS applies,
    decisions.probability, decisions.quote, decisions.page, passages.text_source, answers.coder,
    ( SELECT reasons.because
           FROM derived.reasons
          WHERE reasons.coding_id = decisions.coding_id) AS because,
    codebooks.is_validated, answers.codebook_version,
        CASE
            WHEN answers.coder = 'model'::text THEN answers.coder_version
            ELSE NULL::text
        END AS model_version,
    answers.coder_version, answers.run_id
   FROM derived.decisions
     JOIN derived.answers ON answers.passage_id = decisions.passage_id AND answers.frame = decisions.frame
     JOIN raw.codebooks ON codebooks.frame = answers.frame AND codebooks.codebook_version = answers.codebook_version
     JOIN raw.passages ON passages.passage_id = decisions.passage_id
UNION ALL
 SELECT answers.passage_id, answers.meeting_id, answers.frame, codes.code, false AS applies,
    NULL::double precision AS probability, NULL::text AS quote, passages.page, passages.text_source,
    answers.coder, NULL::text AS because, codebooks.is_validated, answers.codebook_version,
        CASE
            WHEN answers.coder = 'model'::text THEN answers.coder_version
            ELSE NULL::text
        END AS model_version,
    answers.coder_version, answers.run_id
   FROM derived.answers
     JOIN raw.codebooks ON codebooks.frame = answers.frame AND codebooks.codebook_version = answers.codebook_version
     JOIN raw.codes ON codes.frame = answers.frame AND codes.codebook_version = answers.codebook_version
     JOIN raw.passages ON passages.passage_id = answers.passage_id
  WHERE NOT (EXISTS ( SELECT
           FROM derived.decisions
          WHERE decisions.passage_id = answers.passage_id AND decisions.frame = answers.frame AND decisions.code = codes.code));

create view marts.corrected_prevalence as
 WITH counted AS (
         SELECT meetings.meeting_id, meetings.organisation_code, meetings.half_year
           FROM derived.meetings
          WHERE meetings.is_counted
        ), answered AS (
         SELECT answers.frame, counted.organisation_code, counted.half_year, count(*) AS passages
           FROM derived.answers
             JOIN counted ON counted.meeting_id = answers.meeting_id
          GROUP BY answers.frame, counted.organisation_code, counted.half_year
        ), applied AS (
         SELECT decisions.frame, decisions.code, counted.organisation_code, counted.half_year,
            count(*) AS passages
           FROM derived.decisions
             JOIN counted ON counted.meeting_id = decisions.meeting_id
          GROUP BY decisions.frame, decisions.code, counted.organisation_code, counted.half_year
        ), scopes AS (
         SELECT answered.frame, 'archive'::text AS scope, NULL::text AS organisation_code,
            NULL::text AS half_year, sum(answered.passages) AS passages
           FROM answered
          GROUP BY answered.frame
        UNION ALL
         SELECT answered.frame, 'organisation'::text, answered.organisation_code, NULL::text,
            sum(answered.passages) AS sum
           FROM answered
          GROUP BY answered.frame, answered.organisation_code
        UNION ALL
         SELECT answered.frame, 'half_year'::text, NULL::text, answered.half_year,
            sum(answered.passages) AS sum
           FROM answered
          WHERE answered.half_year IS NOT NULL
          GROUP BY answered.frame, answered.half_year
        ), applies AS (
         SELECT applied.frame, applied.code, 'archive'::text AS scope,
            NULL::text AS organisation_code, NULL::text AS half_year,
            sum(applied.passages) AS passages
           FROM applied
          GROUP BY applied.frame, applied.code
        UNION ALL
         SELECT applied.frame, applied.code, 'organisation'::text, applied.organisation_code,
            NULL::text, sum(applied.passages) AS sum
           FROM applied
          GROUP BY applied.frame, applied.code, applied.organisation_code
        UNION ALL
         SELECT applied.frame, applied.code, 'half_year'::text, NULL::text, applied.half_year,
            sum(applied.passages) AS sum
           FROM applied
          WHERE applied.half_year IS NOT NULL
          GROUP BY applied.frame, applied.code, applied.half_year
        )
 SELECT scopes.frame, codes.code, scopes.scope, scopes.organisation_code, scopes.half_year,
    scopes.passages::integer AS passages, COALESCE(applies.passages, 0::numeric)::integer AS applies,
    COALESCE(applies.passages, 0::numeric)::double precision / scopes.passages::double precision AS share,
    corrected.sample_id, corrected.passages AS passages_covered,
    corrected.machine_applies::double precision / NULLIF(corrected.passages, 0)::double precision AS machine_share,
    corrected.judged AS passages_judged, corrected.corrected, corrected.corrected_low,
    corrected.corrected_high, corrected.rogan_gladen, corrected.rogan_gladen_low,
    corrected.rogan_gladen_high,
        CASE
            WHEN corrected.frame IS NULL THEN 'people have coded no sample of this frame'::text
            ELSE corrected.why_empty
        END AS why_empty,
    corrected.refreshed_at
   FROM scopes
     JOIN derived.codes ON codes.frame = scopes.frame
     LEFT JOIN applies ON applies.frame = codes.frame AND applies.code = codes.code AND applies.scope = scopes.scope AND NOT applies.organisation_code IS DISTINCT FROM scopes.organisation_code AND NOT applies.half_year IS DISTINCT FROM scopes.half_year
     LEFT JOIN derived.corrected_prevalence corrected ON corrected.frame = codes.frame AND corrected.code = codes.code AND corrected.scope = scopes.scope AND NOT corrected.organisation_code IS DISTINCT FROM scopes.organisation_code AND NOT corrected.half_year IS DISTINCT FROM scopes.half_year AND corrected.pin_id = (( SELECT max(pins.pin_id) AS max
           FROM raw.pins));

create view marts.coverage as
 WITH held AS (
         SELECT meetings.organisation_code,
            date_trunc('month'::text, meetings.meeting_date::timestamp with time zone)::date AS month,
            count(*) AS meetings_found
           FROM derived.meetings
          WHERE meetings.is_counted AND meetings.meeting_date IS NOT NULL
          GROUP BY meetings.organisation_code, (date_trunc('month'::text, meetings.meeting_date::timestamp with time zone)::date)
        ), told AS (
         SELECT expected_meetings.organisation_code, expected_meetings.meeting_date
           FROM raw.expected_meetings
        UNION
         SELECT documents.manifest ->> 'organisationCode'::text,
            (documents.manifest ->> 'meetingDate'::text)::date AS date
           FROM raw.documents
          WHERE (documents.manifest ->> 'organisationCode'::text) IS NOT NULL AND (documents.manifest ->> 'meetingDate'::text) IS NOT NULL AND documents.superseded_by IS NULL
        ), expected AS (
         SELECT told.organisation_code,
            date_trunc('month'::text, told.meeting_date::timestamp with time zone)::date AS month,
            count(*) AS meetings_expected
           FROM told
          GROUP BY told.organisation_code, (date_trunc('month'::text, told.meeting_date::timestamp with time zone)::date)
        ), seen AS (
         SELECT held_1.organisation_code, held_1.month
           FROM held held_1
        UNION
         SELECT expected_1.organisation_code, expected_1.month
           FROM expected expected_1
        ), months AS (
         SELECT bodies.organisation_code, month.month::date AS month
           FROM ( SELECT seen.organisation_code, min(seen.month) AS first_month
                   FROM seen
                  GROUP BY seen.organisation_code) bodies,
            ( SELECT max(seen.month) AS last_month
                   FROM seen) archive,
            LATERAL generate_series(bodies.first_month::timestamp with time zone, archive.last_month::timestamp with time zone, '1 mon'::interval) month(month)
        )
 SELECT months.organisation_code, months.month,
    COALESCE(held.meetings_found, 0::bigint)::integer AS meetings_found,
    expected.meetings_expected::integer AS meetings_expected
   FROM months
     LEFT JOIN held ON held.organisation_code = months.organisation_code AND held.month = months.month
     LEFT JOIN expected ON expected.organisation_code = months.organisation_code AND expected.month = months.month;

create view marts.documents as
 WITH read AS (
         SELECT meetings.document_id, count(*) AS meetings, sum(meetings.passages) AS passages
           FROM raw.meetings
          GROUP BY meetings.document_id
        )
 SELECT documents.document_id, documents.source,
    (EXISTS ( SELECT
           FROM raw.files
          WHERE files.document_id = documents.document_id AND files.is_present)) AS is_present,
    documents.duplicate_of, documents.superseded_by, documents.outcome, documents.detail,
    documents.problem_page, documents.attempts,
        CASE
            WHEN documents.outcome = ANY (ARRAY['no readable text'::text, 'encrypted'::text, 'damaged'::text, 'took too long'::text, 'used too much memory'::text, 'not a PDF'::text, 'could not be fetched'::text, 'fault of boardsense'::text]) THEN 'boardsense retry --document '::text || documents.document_id
            ELSE NULL::text
        END AS retry_with,
    COALESCE(read.meetings, 0::bigint)::integer AS meetings, documents.pages, documents.pages_ocr,
    documents.ocr_confidence, COALESCE(read.passages, 0::bigint)::integer AS passages,
    documents.byte_size, documents.sha256, documents.first_seen_at, documents.coded_at
   FROM raw.documents
     LEFT JOIN read ON read.document_id = documents.document_id;

create view marts.failures as
 WITH readings AS (
         SELECT documents.document_id, documents.source, documents.outcome AS reason,
            documents.problem_page AS page, documents.detail AS last_error,
            documents.last_run_id AS run_id, last_outcome.at AS failed_at,
            COALESCE(last_outcome.failed_in_a_row, documents.attempts) AS attempts
           FROM raw.documents
             LEFT JOIN LATERAL ( SELECT max(outcomes.at) AS at,
                    count(*) FILTER (WHERE outcomes.outcome_id > COALESCE(last_good.outcome_id, 0::bigint))::integer AS failed_in_a_row
                   FROM raw.outcomes
                     LEFT JOIN LATERAL ( SELECT max(good.outcome_id) AS outcome_id
                           FROM raw.outcomes good
                          WHERE good.document_id = documents.document_id AND (good.outcome = ANY (ARRAY['coded'::text, 'coded after OCR'::text, 'no minutes found'::text, 'duplicate'::text]))) last_good ON true
                  WHERE outcomes.document_id = documents.document_id) last_outcome ON true
          WHERE documents.superseded_by IS NULL AND (documents.outcome = ANY (ARRAY['no readable text'::text, 'encrypted'::text, 'damaged'::text, 'took too long'::text, 'used too much memory'::text, 'not a PDF'::text, 'could not be fetched'::text, 'fault of boardsense'::text]))
        )
 SELECT readings.document_id, NULL::text AS organisation_code, readings.source,
    COALESCE(letter.stage, 'extract'::text) AS stage, readings.reason,
        CASE
            WHEN readings.reason = 'fault of boardsense'::text THEN 'boardsense'::text
            WHEN readings.reason = 'could not be fetched'::text THEN 'surroundings'::text
            ELSE 'file'::text
        END AS because,
    readings.page, COALESCE(letter.attempts, readings.attempts) AS attempts,
    COALESCE(letter.last_error, readings.last_error) AS last_error,
    COALESCE(letter.last_failed_at, readings.failed_at) AS failed_at, readings.run_id,
    'boardsense retry --document '::text || readings.document_id AS retry_with
   FROM readings
     LEFT JOIN LATERAL ( SELECT failures.stage, failures.attempts, failures.last_error,
            failures.last_failed_at
           FROM raw.failures
          WHERE failures.document_id = readings.document_id AND failures.cleared_at IS NULL AND failures.reason = readings.reason
          ORDER BY failures.last_failed_at DESC
         LIMIT 1) letter ON true
UNION ALL
 SELECT failures.document_id, failures.organisation_code, documents.source, failures.stage,
    failures.reason,
        CASE
            WHEN failures.reason = 'fault of boardsense'::text THEN 'boardsense'::text
            ELSE 'surroundings'::text
        END AS because,
    NULL::integer AS page, failures.attempts, failures.last_error,
    failures.last_failed_at AS failed_at, failures.run_id,
        CASE
            WHEN failures.document_id IS NOT NULL THEN 'boardsense retry --document '::text || failures.document_id
            ELSE ('boardsense retry --organisation '''::text || replace(failures.organisation_code, ''''::text, '''\'''''::text)) || ''''::text
        END AS retry_with
   FROM raw.failures
     LEFT JOIN raw.documents ON documents.document_id = failures.document_id
  WHERE failures.cleared_at IS NULL AND documents.superseded_by IS NULL AND (failures.document_id IS NULL OR failures.reason <> 'fault of boardsense'::text);

create view marts.innovation_mentions as
 SELECT innovation_mentions.innovation_id, innovation_mentions.passage_id, passages.meeting_id,
    meetings.meeting_date, innovation_mentions.stage,
    COALESCE(mention.quote, passages.text) AS quote, COALESCE(mention.page, passages.page) AS page
   FROM derived.innovation_mentions
     JOIN raw.passages ON passages.passage_id = innovation_mentions.passage_id
     JOIN raw.meetings ON meetings.meeting_id = passages.meeting_id
     LEFT JOIN derived.decisions mention ON mention.passage_id = innovation_mentions.passage_id AND mention.frame = 'innovation'::text AND mention.code = 'mention'::text;

create view marts.innovations as
 WITH mentioned AS (
         SELECT innovation_mentions.innovation_id, count(*)::integer AS mentions
           FROM derived.innovation_mentions
          GROUP BY innovation_mentions.innovation_id
        )
 SELECT innovations.innovation_id, innovations.organisation_code, innovations.label,
    innovations.domain, innovations.parent_domain, innovations.stage, innovations.first_mentioned,
    innovations.first_in_use, derived.half_year(innovations.first_in_use) AS half_year_in_use,
    innovations.first_implemented_or_evaluated, innovations.in_use_at_first_meeting,
    COALESCE(mentioned.mentions, 0) AS mentions
   FROM derived.innovations
     LEFT JOIN mentioned ON mentioned.innovation_id = innovations.innovation_id;

create view marts.innovations_by_domain_and_half_year as
 WITH read AS (
         SELECT meetings.half_year, count(*) AS meetings_read,
            count(DISTINCT meetings.organisation_code) AS organisations_read
           FROM derived.meetings
          WHERE meetings.is_counted AND meetings.meeting_date IS NOT NULL
          GROUP BY meetings.half_year
        ), span AS (
         SELECT min(meetings.meeting_date) AS first_day, max(meetings.meeting_date) AS last_day
           FROM derived.meetings
          WHERE meetings.is_counted
        ), half_years AS (
         SELECT DISTINCT derived.half_year(month.month::date) AS half_year
           FROM span,
            LATERAL generate_series(date_trunc('month'::text, span.first_day::timestamp with time zone), span.last_day::timestamp with time zone, '1 mon'::interval) month(month)
        ), used AS (
         SELECT innovations.domain, derived.half_year(innovations.first_in_use) AS half_year,
            count(*) AS innovations,
            count(*) FILTER (WHERE innovations.in_use_at_first_meeting) AS in_use_at_first_meeting,
            count(DISTINCT innovations.organisation_code) AS organisations
           FROM derived.innovations
          WHERE innovations.first_in_use IS NOT NULL
          GROUP BY innovations.domain, (derived.half_year(innovations.first_in_use))
        ), used_strictly AS (
         SELECT innovations.domain,
            derived.half_year(innovations.first_implemented_or_evaluated) AS half_year,
            count(*) AS innovations
           FROM derived.innovations
          WHERE innovations.first_implemented_or_evaluated IS NOT NULL
          GROUP BY innovations.domain, (derived.half_year(innovations.first_implemented_or_evaluated))
        )
 SELECT domains.domain, domains.parent_domain, half_years.half_year,
    COALESCE(used.innovations, 0::bigint)::integer AS innovations,
    COALESCE(used_strictly.innovations, 0::bigint)::integer AS innovations_strict,
    COALESCE(used.in_use_at_first_meeting, 0::bigint)::integer AS in_use_at_first_meeting,
    COALESCE(used.organisations, 0::bigint)::integer AS organisations,
    COALESCE(read.meetings_read, 0::bigint)::integer AS meetings_read,
    COALESCE(read.organisations_read, 0::bigint)::integer AS organisations_read
   FROM raw.domains
     CROSS JOIN half_years
     LEFT JOIN used ON used.domain = domains.domain AND used.half_year = half_years.half_year
     LEFT JOIN used_strictly ON used_strictly.domain = domains.domain AND used_strictly.half_year = half_years.half_year
     LEFT JOIN read ON read.half_year = half_years.half_year;

create view marts.machine_errors as
 SELECT frame, code, coder, coder_version, sample_id, judged, positives, sensitivity,
    sensitivity_low, sensitivity_high, specificity, specificity_low, specificity_high,
    precision_share AS "precision", precision_low, precision_high, refreshed_at
   FROM derived.machine_errors
  WHERE pin_id = (( SELECT max(pins.pin_id) AS max
           FROM raw.pins));

create view marts.meetings as
 SELECT meetings.meeting_id, meetings.document_id, meetings.organisation_code,
    organisations.organisation_name, organisations.sector,
    organisations.is_confirmed AS is_organisation_confirmed, meetings.meeting_date,
    meetings.half_year, meetings.meeting_kind, meetings.session, raw_meetings.title,
    raw_meetings.is_draft,
    ( SELECT concat_ws(', '::text, listed.evidence ->> 'quote'::text, listed.evidence ->> 'from'::text, 'page '::text || (listed.evidence ->> 'page'::text)) AS concat_ws
           FROM jsonb_array_elements(raw_meetings.date_evidence) WITH ORDINALITY listed(evidence, place)
          WHERE (listed.evidence ->> 'value'::text) = meetings.meeting_date::text
          ORDER BY listed.place
         LIMIT 1) AS date_evidence,
    NULLIF(array_to_string(ARRAY( SELECT jsonb_array_elements_text(raw_meetings.contradictions) AS jsonb_array_elements_text), '; '::text), ''::text) AS contradictions,
    meetings.is_counted, meetings.not_counted_because, raw_meetings.page_start AS page,
    raw_meetings.page_end, meetings.passages, meetings.words
   FROM derived.meetings
     JOIN raw.meetings raw_meetings ON raw_meetings.meeting_id = meetings.meeting_id
     JOIN derived.organisations ON organisations.organisation_code = meetings.organisation_code;

create view marts.organisations as
 SELECT organisations.organisation_code, organisations.organisation_name, organisations.sector,
    organisations.is_confirmed,
    count(meetings.meeting_id) FILTER (WHERE meetings.is_counted)::integer AS meetings,
    min(meetings.meeting_date) FILTER (WHERE meetings.is_counted) AS first_meeting,
    max(meetings.meeting_date) FILTER (WHERE meetings.is_counted) AS last_meeting,
    COALESCE(sum(meetings.passages) FILTER (WHERE meetings.is_counted), 0::bigint)::integer AS passages
   FROM derived.organisations
     LEFT JOIN derived.meetings ON meetings.organisation_code = organisations.organisation_code
  GROUP BY organisations.organisation_code, organisations.organisation_name, organisations.sector, organisations.is_confirmed;

create view marts.orientation_by_meeting as
 WITH read AS (
         SELECT answers.meeting_id, count(*) AS passages
           FROM derived.answers
          WHERE answers.frame = 'orientation'::text
          GROUP BY answers.meeting_id
        ), found AS (
         SELECT decisions.meeting_id,
            count(*) FILTER (WHERE decisions.code = 'problem_sensing'::text) AS problem_sensing,
            count(*) FILTER (WHERE decisions.code = 'comfort_seeking'::text) AS comfort_seeking
           FROM derived.decisions
          WHERE decisions.frame = 'orientation'::text AND (decisions.code = ANY (ARRAY['problem_sensing'::text, 'comfort_seeking'::text]))
          GROUP BY decisions.meeting_id
        )
 SELECT meetings.meeting_id, meetings.organisation_code, meetings.meeting_date,
    read.passages::integer AS passages,
    COALESCE(found.problem_sensing, 0::bigint)::integer AS problem_sensing,
    COALESCE(found.comfort_seeking, 0::bigint)::integer AS comfort_seeking,
    (found.problem_sensing - found.comfort_seeking)::double precision / NULLIF(found.problem_sensing + found.comfort_seeking, 0)::double precision AS balance,
    2::double precision * derived.wilson_low(found.problem_sensing::double precision, (found.problem_sensing + found.comfort_seeking)::double precision) - 1::double precision AS balance_low,
    2::double precision * derived.wilson_high(found.problem_sensing::double precision, (found.problem_sensing + found.comfort_seeking)::double precision) - 1::double precision AS balance_high
   FROM derived.meetings
     JOIN read ON read.meeting_id = meetings.meeting_id
     LEFT JOIN found ON found.meeting_id = meetings.meeting_id
  WHERE meetings.is_counted;

create view marts.orientation_by_organisation as
 SELECT organisation_code, derived.half_year(meeting_date) AS half_year,
    count(*)::integer AS meetings, sum(passages)::integer AS passages,
    sum(problem_sensing)::integer AS problem_sensing,
    sum(comfort_seeking)::integer AS comfort_seeking,
    (sum(problem_sensing) - sum(comfort_seeking))::double precision / NULLIF(sum(problem_sensing) + sum(comfort_seeking), 0)::double precision AS balance,
    2::double precision * derived.wilson_low(sum(problem_sensing)::double precision, (sum(problem_sensing) + sum(comfort_seeking))::double precision) - 1::double precision AS balance_low,
    2::double precision * derived.wilson_high(sum(problem_sensing)::double precision, (sum(problem_sensing) + sum(comfort_seeking))::double precision) - 1::double precision AS balance_high
   FROM marts.orientation_by_meeting
  GROUP BY organisation_code, (derived.half_year(meeting_date));

create view marts.passages as
 SELECT passages.passage_id, passages.meeting_id, passages.ordinal + 1 AS place, items.item_number,
    items.item_title, passages.kind, passages.part, passages.part = 'discussion'::text AS is_coded,
    passages.page, passages.page_end, passages.text_source, passages.start_offset,
    passages.end_offset, passages.text, passages.lead_in, passages.speaker, passages.action_owner,
    passages.words, passages.search
   FROM raw.passages
     LEFT JOIN raw.items ON items.meeting_id = passages.meeting_id AND items.ordinal = passages.item_ordinal;

create view marts.regime_comparison as
 WITH said AS (
         SELECT regime_meetings.organisation_code, regime_meetings.regime, regime_meetings.period,
            count(*) AS meetings, min(regime_meetings.meeting_date) AS first_meeting,
            max(regime_meetings.meeting_date) AS last_meeting, sum(orientation.passages) AS passages,
            sum(orientation.problem_sensing) AS problem_sensing,
            sum(orientation.comfort_seeking) AS comfort_seeking
           FROM marts.regime_meetings
             LEFT JOIN marts.orientation_by_meeting orientation ON orientation.meeting_id = regime_meetings.meeting_id
          GROUP BY regime_meetings.organisation_code, regime_meetings.regime, regime_meetings.period
        ), introduced AS (
         SELECT regime_innovations.organisation_code, regime_innovations.regime,
            regime_innovations.period, count(*) AS innovations
           FROM marts.regime_innovations
          GROUP BY regime_innovations.organisation_code, regime_innovations.regime, regime_innovations.period
        )
 SELECT spans.organisation_code, spans.regime, periods.period,
        CASE periods.period
            WHEN 'before'::text THEN said.first_meeting
            WHEN 'during'::text THEN spans.first_day
            ELSE spans.last_day + 1
        END AS from_date,
        CASE periods.period
            WHEN 'before'::text THEN spans.first_day - 1
            WHEN 'during'::text THEN spans.last_day
            ELSE said.last_meeting
        END AS to_date,
    COALESCE(said.meetings, 0::bigint)::integer AS meetings,
    COALESCE(said.passages, 0::bigint)::integer AS passages,
    COALESCE(said.problem_sensing, 0::bigint)::integer AS problem_sensing,
    COALESCE(said.comfort_seeking, 0::bigint)::integer AS comfort_seeking,
    (said.problem_sensing - said.comfort_seeking)::double precision / NULLIF(said.problem_sensing + said.comfort_seeking, 0)::double precision AS balance,
    COALESCE(introduced.innovations, 0::bigint)::integer AS innovations
   FROM derived.regime_spans spans
     CROSS JOIN ( VALUES ('before'::text), ('during'::text), ('after'::text)) periods(period)
     LEFT JOIN said ON said.organisation_code = spans.organisation_code AND said.regime = spans.regime AND said.period = periods.period
     LEFT JOIN introduced ON introduced.organisation_code = spans.organisation_code AND introduced.regime = spans.regime AND introduced.period = periods.period
  WHERE (EXISTS ( SELECT
           FROM marts.regime_meetings
          WHERE regime_meetings.organisation_code = spans.organisation_code AND regime_meetings.regime = spans.regime));

create view marts.regime_innovations as
 SELECT organisation_code, regime, period, innovation_id
   FROM ( SELECT spans.organisation_code, spans.regime,
                CASE
                    WHEN innovations.first_in_use < spans.first_day THEN 'before'::text
                    WHEN spans.spells @> innovations.first_in_use THEN 'during'::text
                    WHEN innovations.first_in_use > spans.last_day THEN 'after'::text
                    ELSE NULL::text
                END AS period,
            innovations.innovation_id
           FROM derived.regime_spans spans
             JOIN derived.lineages ON lineages.organisation_code = spans.organisation_code
             JOIN derived.innovations ON innovations.organisation_code = lineages.member_code AND innovations.first_in_use >= COALESCE(lineages.since, '-infinity'::date) AND innovations.first_in_use <= COALESCE(lineages.until, 'infinity'::date)) placed
  WHERE period IS NOT NULL;

create view marts.regime_meetings as
 SELECT organisation_code, regime, period, meeting_id, meeting_organisation_code, meeting_date
   FROM ( SELECT spans.organisation_code, spans.regime,
                CASE
                    WHEN meetings.meeting_date < spans.first_day THEN 'before'::text
                    WHEN spans.spells @> meetings.meeting_date THEN 'during'::text
                    WHEN meetings.meeting_date > spans.last_day THEN 'after'::text
                    ELSE NULL::text
                END AS period,
            meetings.meeting_id, meetings.organisation_code AS meeting_organisation_code,
            meetings.meeting_date
           FROM derived.regime_spans spans
             JOIN derived.lineages ON lineages.organisation_code = spans.organisation_code
             JOIN derived.meetings ON meetings.organisation_code = lineages.member_code AND meetings.is_counted AND meetings.meeting_date >= COALESCE(lineages.since, '-infinity'::date) AND meetings.meeting_date <= COALESCE(lineages.until, 'infinity'::date)) placed
  WHERE period IS NOT NULL;

create view marts.regimes as
 SELECT regimes.scheme, regimes.organisation_code,
    COALESCE(organisations.organisation_name, register.organisation_name) AS organisation_name,
    regimes.regime, regimes.from_date, regimes.to_date,
    array_to_string(ARRAY( SELECT lineages.member_code
           FROM derived.lineages
          WHERE lineages.organisation_code = regimes.organisation_code
          ORDER BY (lineages.member_code = regimes.organisation_code) DESC, lineages.member_code), ', '::text) AS bodies,
    regimes.organisation_given, regimes.source, regimes.line
   FROM raw.regimes
     LEFT JOIN derived.organisations ON organisations.organisation_code = regimes.organisation_code
     LEFT JOIN raw.register ON register.organisation_code = regimes.organisation_code;

create view marts.runs as
 SELECT runs.run_id, runs.command, runs.schedule_name, runs.due_at, runs.started_at,
    runs.finished_at, runs.status,
    EXTRACT(epoch FROM runs.finished_at - runs.started_at)::double precision AS seconds,
    (runs.counts ->> 'offered'::text)::integer AS offered,
    (runs.counts ->> 'new'::text)::integer AS new_files,
    (runs.counts ->> 'changed'::text)::integer AS changed_files,
    (runs.counts ->> 'missing'::text)::integer AS missing_files,
        CASE
            WHEN runs.counts ? 'offered'::text THEN COALESCE((runs.counts ->> 'coded'::text)::integer, 0) + COALESCE((runs.counts ->> 'coded after OCR'::text)::integer, 0)
            ELSE NULL::integer
        END AS coded_files,
    failed.failed,
        CASE
            WHEN runs.counts ? 'offered'::text AND runs.finished_at > runs.started_at THEN ((runs.counts ->> 'offered'::text)::integer)::double precision / EXTRACT(epoch FROM runs.finished_at - runs.started_at)::double precision
            ELSE NULL::double precision
        END AS files_per_second,
    runs.counts, runs.detail
   FROM raw.runs
     CROSS JOIN LATERAL ( SELECT jsonb_object_agg(counted.reason, counted.files) AS failed
           FROM jsonb_each(runs.counts) counted(reason, files)
          WHERE counted.reason = ANY (ARRAY['no readable text'::text, 'encrypted'::text, 'damaged'::text, 'took too long'::text, 'used too much memory'::text, 'not a PDF'::text, 'could not be fetched'::text])) failed;

comment on column marts.answers.codebook_version is 'Version of the coding frame; marts.codes lists its codes.';

comment on column marts.answers.coder is 'Whose answer stands: rules, model, or human:<initials>.';

comment on column marts.answers.coder_version is 'Version of that coder.';

comment on column marts.answers.codes_that_apply is 'How many codes of the frame apply; 0 says that none of them does.';

comment on column marts.answers.frame is 'The coding frame.';

comment on column marts.answers.meeting_id is 'Its meeting.';

comment on column marts.answers.passage_id is 'The passage.';

comment on column marts.answers.run_id is 'The run in which it was coded.';

comment on column marts.attention_by_meeting.meeting_date is 'Its day; empty where none could be read.';

comment on column marts.attention_by_meeting.meeting_id is 'The meeting.';

comment on column marts.attention_by_meeting.organisation_code is 'Its body.';

comment on column marts.attention_by_meeting.passages is 'Passages about it.';

comment on column marts.attention_by_meeting.share_of_words is 'Their share of the words of all passages of the meeting that were coded for attention.';

comment on column marts.attention_by_meeting.topic is 'The topic: a code of the frame attention.';

comment on column marts.attention_by_meeting.topic_label is 'The topic in words.';

comment on column marts.attention_by_meeting.words is 'Words in these passages.';

comment on column marts.code_presence.code is 'The code.';

comment on column marts.code_presence.frame is 'The coding frame.';

comment on column marts.code_presence.is_present is 'Whether there is at least one.';

comment on column marts.code_presence.is_validated is 'Whether codings of this frame have been held against a gold standard.';

comment on column marts.code_presence.label is 'The code in words.';

comment on column marts.code_presence.organisation_code is 'The body.';

comment on column marts.code_presence.passages is 'Passages to which it applies.';

comment on column marts.code_presence.passages_read is 'Passages of the body that were coded for the frame.';

comment on column marts.coder_agreement.ac1 is 'Gwet''s AC1, which stays steady where a code is rare.';

comment on column marts.coder_agreement.ac1_high is 'Upper end of it.';

comment on column marts.coder_agreement.ac1_low is 'Lower end of the 95% interval: bootstrap over meetings.';

comment on column marts.coder_agreement.alpha is 'Krippendorff''s alpha for nominal answers; empty where only one answer occurs.';

comment on column marts.coder_agreement.alpha_high is 'Upper end of it.';

comment on column marts.coder_agreement.alpha_low is 'Lower end of the 95% interval: bootstrap over meetings.';

comment on column marts.coder_agreement.both_say_yes is 'Of those, passages on which both say that the code applies. Counts, never weighted.';

comment on column marts.coder_agreement.code is 'The code: each is a yes or no about a passage.';

comment on column marts.coder_agreement.coder_one is 'A person, as human:<initials>.';

comment on column marts.coder_agreement.coder_two is 'Another person, or model or rules.';

comment on column marts.coder_agreement.coder_two_codebook_version is 'Version of the coding frame by which the second coder coded.';

comment on column marts.coder_agreement.coder_two_version is 'Version of the machine; empty for a person.';

comment on column marts.coder_agreement.frame is 'The coding frame.';

comment on column marts.coder_agreement.kappa is 'Cohen''s kappa; empty where both always say the same single answer.';

comment on column marts.coder_agreement.kappa_high is 'Upper end of it.';

comment on column marts.coder_agreement.kappa_low is 'Lower end of the 95% interval: bootstrap over meetings.';

comment on column marts.coder_agreement.n is 'Passages that both coded.';

comment on column marts.coder_agreement.only_one_says_yes is 'Passages on which only the first says so.';

comment on column marts.coder_agreement.only_two_says_yes is 'Passages on which only the second says so.';

comment on column marts.coder_agreement.percent is 'Share of passages on which they say the same, 0 to 1. High wherever a code is rare.';

comment on column marts.coder_agreement.percent_high is 'Upper end of it.';

comment on column marts.coder_agreement.percent_low is 'Lower end of the 95% interval: Wilson''s without weights, else the bootstrap over meetings.';

comment on column marts.coder_agreement.positive_agreement is 'Agreement on yes: 2 × both / (2 × both + one alone + the other alone), which is F1 of one against the other. Empty where nobody says yes.';

comment on column marts.coder_agreement.positive_agreement_high is 'Upper end of it.';

comment on column marts.coder_agreement.positive_agreement_low is 'Lower end of the 95% interval: bootstrap over meetings.';

comment on column marts.coder_agreement.refreshed_at is 'When this was computed.';

comment on column marts.coder_agreement.sample_id is 'The sample whose chances weigh; empty without weights.';

comment on column marts.coder_agreement.weighting is '"none": every passage counts once, so the figures hold for these passages, which a sample drew unevenly. "design": each passage weighs 1 / the chance with which it was drawn, so the figures hold for the archive.';

comment on column marts.codes.code is 'The code.';

comment on column marts.codes.code_group is 'Codes of one group exclude each other.';

comment on column marts.codes.codebook_version is 'Version of the frame.';

comment on column marts.codes.definition is 'What the code means.';

comment on column marts.codes.frame is 'The coding frame.';

comment on column marts.codes.frame_title is 'Its title.';

comment on column marts.codes.is_validated is 'Whether codings of this frame have been held against a gold standard.';

comment on column marts.codes.label is 'The code in words.';

comment on column marts.codes.parent is 'The code above it, which applies wherever it applies; empty at the top.';

comment on column marts.codes.place is 'Place of the code in its frame, from 1.';

comment on column marts.codes.validated_against is 'Which gold standard, or why there is none.';

comment on column marts.codings.applies is 'Whether it applies. A code that applies brings its parent with it.';

comment on column marts.codings.because is 'Why: the words that decided, ids of the rules that hit, the strongest features of the model with their weights, or a person''s remark.';

comment on column marts.codings.code is 'The code; marts.codes has its label and definition.';

comment on column marts.codings.codebook_version is 'Version of the coding frame.';

comment on column marts.codings.coder is 'Whose answer stands: rules, model, or human:<initials>.';

comment on column marts.codings.coder_version is 'Version of the coder whose answer stands.';

comment on column marts.codings.frame is 'The coding frame.';

comment on column marts.codings.is_validated is 'Whether codings of this frame have been held against a gold standard.';

comment on column marts.codings.meeting_id is 'Its meeting. Join marts.meetings and ask for is_counted to count.';

comment on column marts.codings.model_version is 'Version of the trained coder, where its answer stands.';

comment on column marts.codings.page is 'PDF page where the quote begins; where there is none, the passage.';

comment on column marts.codings.passage_id is 'The passage.';

comment on column marts.codings.probability is 'Probability, by the coder, that it applies; empty where it does not apply or the coder gives none.';

comment on column marts.codings.quote is 'The sentence with the words that decided: an exact slice of the passage. Empty where the code does not apply or no words can be named.';

comment on column marts.codings.run_id is 'The run in which it was coded.';

comment on column marts.codings.text_source is 'Where the text of the passage came from: text layer, or ocr.';

comment on column marts.corrected_prevalence.applies is 'Those to which the code applies by the decisions that stand, people''s among them.';

comment on column marts.corrected_prevalence.code is 'The code.';

comment on column marts.corrected_prevalence.corrected is 'Share of the passages covered to which the code truly applies, by the sample''s own chances within this scope (design-based). Empty below 30 coded passages.';

comment on column marts.corrected_prevalence.corrected_high is 'Upper end of it.';

comment on column marts.corrected_prevalence.corrected_low is 'Lower end of the 95% interval.';

comment on column marts.corrected_prevalence.frame is 'The coding frame.';

comment on column marts.corrected_prevalence.half_year is 'The half-year, as ''2010-H1'', where the scope is one.';

comment on column marts.corrected_prevalence.machine_share is 'Share of them to which the machine alone says the code applies.';

comment on column marts.corrected_prevalence.organisation_code is 'The body, where the scope is one.';

comment on column marts.corrected_prevalence.passages is 'Coded passages of counted meetings.';

comment on column marts.corrected_prevalence.passages_covered is 'Passages that the sample could have drawn and that are still as they were: what was read later is not covered.';

comment on column marts.corrected_prevalence.passages_judged is 'Passages of the sample in this scope that people have coded.';

comment on column marts.corrected_prevalence.refreshed_at is 'When the correction was computed.';

comment on column marts.corrected_prevalence.rogan_gladen is 'The same by Rogan and Gladen: the machine''s share in this scope corrected by its errors over the whole archive. Takes the machine to err alike everywhere.';

comment on column marts.corrected_prevalence.rogan_gladen_high is 'Upper end of it.';

comment on column marts.corrected_prevalence.rogan_gladen_low is 'Lower end of the 95% interval.';

comment on column marts.corrected_prevalence.sample_id is 'The sample that the correction is made from.';

comment on column marts.corrected_prevalence.scope is 'What the row is about: archive, organisation or half_year.';

comment on column marts.corrected_prevalence.share is 'applies / passages: the share as counted, not corrected.';

comment on column marts.corrected_prevalence.why_empty is 'Why corrected is empty; empty where it is not.';

comment on column marts.coverage.meetings_expected is 'Days of meetings that a manifest names; empty where none names any in that month.';

comment on column marts.coverage.meetings_found is 'Meetings that count, read in the archive.';

comment on column marts.coverage.month is 'First day of the month.';

comment on column marts.coverage.organisation_code is 'The body.';

comment on column marts.documents.attempts is 'How often an outcome was reached: more than once after retries and recoding.';

comment on column marts.documents.byte_size is 'Size of the file in bytes.';

comment on column marts.documents.coded_at is 'When it was coded last; empty until then.';

comment on column marts.documents.detail is 'The reason of the outcome in words; empty where there is nothing to add.';

comment on column marts.documents.document_id is 'The first 20 hexadecimal digits of the sha256 of the file; for a further file with the same bytes, of bytes and source together.';

comment on column marts.documents.duplicate_of is 'The document with the same bytes that was read in its place; empty where it is the first.';

comment on column marts.documents.first_seen_at is 'When it was offered for the first time.';

comment on column marts.documents.is_present is 'Whether the file is still there. A coded file that disappears stays coded.';

comment on column marts.documents.meetings is 'Sets of minutes found in it.';

comment on column marts.documents.ocr_confidence is 'Mean confidence of the pages read by OCR, 0 to 100; empty where there were none.';

comment on column marts.documents.outcome is 'What became of it: waiting, coded, coded after OCR, duplicate, no minutes found, no readable text, encrypted, damaged, took too long, used too much memory, not a PDF, could not be fetched, fault of boardsense.';

comment on column marts.documents.pages is 'Pages of the PDF; empty until it has been read.';

comment on column marts.documents.pages_ocr is 'Pages whose text came from OCR.';

comment on column marts.documents.passages is 'Passages of the discussion in all its meetings: the ones that are coded.';

comment on column marts.documents.problem_page is 'PDF page (from 1) where the problem lies, where there is one.';

comment on column marts.documents.retry_with is 'The command that tries it again, where it could not be read.';

comment on column marts.documents.sha256 is 'sha256 of its bytes; empty for what could never be fetched.';

comment on column marts.documents.source is 'Path or URL where the file was found last.';

comment on column marts.documents.superseded_by is 'The document that lies in its place since the file changed; its meetings no longer count.';

comment on column marts.failures.attempts is 'Tries since it last succeeded.';

comment on column marts.failures.because is 'Where the cause lies: file (the file itself), boardsense (a fault of the program: report it), surroundings (a server, disk or network that was away: it is tried again by the next run).';

comment on column marts.failures.document_id is 'The document; empty where the innovations of a body could not be put together.';

comment on column marts.failures.failed_at is 'When it failed last.';

comment on column marts.failures.last_error is 'What was found, and what to do about it.';

comment on column marts.failures.organisation_code is 'The body whose innovations could not be put together; empty for a document.';

comment on column marts.failures.page is 'PDF page (from 1) where the problem lies, where there is one.';

comment on column marts.failures.reason is 'The outcome of the file, or for work that died: fault of boardsense, server or disk away.';

comment on column marts.failures.retry_with is 'The command that tries it again.';

comment on column marts.failures.run_id is 'The run that tried it last.';

comment on column marts.failures.source is 'Path or URL of the file.';

comment on column marts.failures.stage is 'Where it stopped: extract (reading), code or consolidate (putting a body''s innovations together).';

comment on column marts.innovation_mentions.innovation_id is 'The innovation.';

comment on column marts.innovation_mentions.meeting_date is 'Day of the meeting.';

comment on column marts.innovation_mentions.meeting_id is 'Its meeting.';

comment on column marts.innovation_mentions.page is 'PDF page where the quote begins.';

comment on column marts.innovation_mentions.passage_id is 'The passage.';

comment on column marts.innovation_mentions.quote is 'The words that report it: an exact slice of the passage.';

comment on column marts.innovation_mentions.stage is 'The stage that this mention reports.';

comment on column marts.innovations.domain is 'One of the study''s seven domains.';

comment on column marts.innovations.first_implemented_or_evaluated is 'Day of the first meeting that reports it implemented or evaluated: the strict count.';

comment on column marts.innovations.first_in_use is 'Day of the first meeting that reports it in use (pilot, implemented or evaluated); empty where none does.';

comment on column marts.innovations.first_mentioned is 'Day of the meeting that first mentions it.';

comment on column marts.innovations.half_year_in_use is 'Half-year of that day.';

comment on column marts.innovations.in_use_at_first_meeting is 'Whether the first meeting read of the body already reports it in use: it may be older than the archive.';

comment on column marts.innovations.innovation_id is 'Stays the same when more minutes come in, as long as its first mention stays.';

comment on column marts.innovations.label is 'What it is, in the words of one of its mentions.';

comment on column marts.innovations.mentions is 'Passages that mention it. Mentions too doubtful to be counted belong to no innovation.';

comment on column marts.innovations.organisation_code is 'The body.';

comment on column marts.innovations.parent_domain is 'productivity, safety or quality: our grouping of the seven.';

comment on column marts.innovations.stage is 'Stage of its latest mention: proposed, approved, pilot, implemented, evaluated or abandoned.';

comment on column marts.innovations_by_domain_and_half_year.domain is 'One of the study''s seven domains.';

comment on column marts.innovations_by_domain_and_half_year.half_year is 'Half-year of the first meeting that reports the innovation in use: 2010-H1 is January to June 2010.';

comment on column marts.innovations_by_domain_and_half_year.in_use_at_first_meeting is 'Of innovations, those that the first meeting read of their body already reports in use.';

comment on column marts.innovations_by_domain_and_half_year.innovations is 'Distinct innovations first reported in use (pilot, implemented or evaluated) in that half-year. Never carried out, never counted.';

comment on column marts.innovations_by_domain_and_half_year.innovations_strict is 'The strict count: first reported implemented or evaluated in that half-year.';

comment on column marts.innovations_by_domain_and_half_year.meetings_read is 'Meetings that count in that half-year, of all bodies.';

comment on column marts.innovations_by_domain_and_half_year.organisations is 'Bodies with at least one of the innovations.';

comment on column marts.innovations_by_domain_and_half_year.organisations_read is 'Bodies with at least one such meeting.';

comment on column marts.innovations_by_domain_and_half_year.parent_domain is 'productivity, safety or quality.';

comment on column marts.machine_errors."precision" is 'Share of the machine''s yeses that are right.';

comment on column marts.machine_errors.code is 'The code.';

comment on column marts.machine_errors.coder is 'The machine: model, or rules where the frame has no trained coder.';

comment on column marts.machine_errors.coder_version is 'Its version.';

comment on column marts.machine_errors.frame is 'The coding frame.';

comment on column marts.machine_errors.judged is 'Passages of the sample that people have coded.';

comment on column marts.machine_errors.positives is 'Of those, passages to which people say the code applies.';

comment on column marts.machine_errors.precision_high is 'Upper end of it.';

comment on column marts.machine_errors.precision_low is 'Lower end of the 95% interval.';

comment on column marts.machine_errors.refreshed_at is 'When this was computed.';

comment on column marts.machine_errors.sample_id is 'The sample.';

comment on column marts.machine_errors.sensitivity is 'Share of passages with the code that the machine finds (recall).';

comment on column marts.machine_errors.sensitivity_high is 'Upper end of it.';

comment on column marts.machine_errors.sensitivity_low is 'Lower end of the 95% interval.';

comment on column marts.machine_errors.specificity is 'Share of passages without the code that the machine leaves alone.';

comment on column marts.machine_errors.specificity_high is 'Upper end of it.';

comment on column marts.machine_errors.specificity_low is 'Lower end of the 95% interval.';

comment on column marts.meetings.contradictions is 'What disagreed, in words: manifest against document, title block against body.';

comment on column marts.meetings.date_evidence is 'The words from which the date was read, and where they stand.';

comment on column marts.meetings.document_id is 'The document that holds the minutes.';

comment on column marts.meetings.half_year is 'Half-year of the meeting: 2010-H1 is January to June 2010.';

comment on column marts.meetings.is_counted is 'Whether the meeting takes part in counts. Where the same meeting (body, day, kind, session) is told in several documents one counts: confirmed before draft, a document of its own before a pack, then the longer.';

comment on column marts.meetings.is_draft is 'Whether the minutes call themselves a draft or unconfirmed.';

comment on column marts.meetings.is_organisation_confirmed is 'Whether a manifest names the body; otherwise its name was read from minutes.';

comment on column marts.meetings.meeting_date is 'Day of the meeting; empty where none could be read.';

comment on column marts.meetings.meeting_id is 'Document and place in it: <document_id>-1 is the first set of minutes.';

comment on column marts.meetings.meeting_kind is 'Who met: board, committee, governors or other.';

comment on column marts.meetings.not_counted_because is 'Why it does not count; empty where it does.';

comment on column marts.meetings.organisation_code is 'Code of the body: the manifest''s, or one made from its name; ''unknown'' where neither manifest nor minutes name it.';

comment on column marts.meetings.organisation_name is 'Name of the body: the manifest''s, or the spelling that its minutes print most often.';

comment on column marts.meetings.page is 'PDF page on which its minutes begin.';

comment on column marts.meetings.page_end is 'PDF page on which they end.';

comment on column marts.meetings.passages is 'Passages of the discussion: the ones that are coded. Attendance, action log and signatures are not among them.';

comment on column marts.meetings.sector is 'Sector of the body, where a manifest says so.';

comment on column marts.meetings.session is 'public, private, extraordinary, or unknown where the minutes do not say.';

comment on column marts.meetings.title is 'The body that met, as printed.';

comment on column marts.meetings.words is 'Words in those passages.';

comment on column marts.organisations.first_meeting is 'Day of the first of them.';

comment on column marts.organisations.is_confirmed is 'Whether a manifest names it; otherwise its name was read from minutes.';

comment on column marts.organisations.last_meeting is 'Day of the last of them.';

comment on column marts.organisations.meetings is 'Its meetings that count.';

comment on column marts.organisations.organisation_code is 'Code of the body, as in marts.meetings.';

comment on column marts.organisations.organisation_name is 'Its name: the manifest''s, or the spelling that its minutes print most often.';

comment on column marts.organisations.passages is 'Passages of the discussion in them.';

comment on column marts.organisations.sector is 'Its sector, where a manifest says so.';

comment on column marts.orientation_by_meeting.balance is '(problem_sensing - comfort_seeking) / (problem_sensing + comfort_seeking): 1 where all is problem-sensing, -1 where all is comfort-seeking, empty where neither occurs.';

comment on column marts.orientation_by_meeting.balance_high is 'Upper end of it.';

comment on column marts.orientation_by_meeting.balance_low is 'Lower end of the 95% interval: Wilson''s for the share of problem-sensing, rescaled. Says how few passages there are, nothing of coding errors.';

comment on column marts.orientation_by_meeting.comfort_seeking is 'Passages with comfort-seeking. A passage may have both.';

comment on column marts.orientation_by_meeting.meeting_date is 'Its day; empty where none could be read.';

comment on column marts.orientation_by_meeting.meeting_id is 'The meeting.';

comment on column marts.orientation_by_meeting.organisation_code is 'Its body.';

comment on column marts.orientation_by_meeting.passages is 'Passages coded for orientation.';

comment on column marts.orientation_by_meeting.problem_sensing is 'Passages with problem-sensing.';

comment on column marts.orientation_by_organisation.balance is 'As in marts.orientation_by_meeting, from the sums.';

comment on column marts.orientation_by_organisation.balance_high is 'Upper end of it.';

comment on column marts.orientation_by_organisation.balance_low is 'Lower end of its 95% interval.';

comment on column marts.orientation_by_organisation.comfort_seeking is 'Passages with comfort-seeking. A passage may have both.';

comment on column marts.orientation_by_organisation.half_year is 'The half-year: 2010-H1 is January to June 2010; empty for meetings without a date.';

comment on column marts.orientation_by_organisation.meetings is 'Meetings that count.';

comment on column marts.orientation_by_organisation.organisation_code is 'The body.';

comment on column marts.orientation_by_organisation.passages is 'Passages coded for orientation.';

comment on column marts.orientation_by_organisation.problem_sensing is 'Passages with problem-sensing.';

comment on column marts.passages.action_owner is 'Who is to act, where an action column or row says so.';

comment on column marts.passages.end_offset is 'Where it ends there, in the same units, the end excluded.';

comment on column marts.passages.is_coded is 'Whether it is coded: only the discussion is.';

comment on column marts.passages.item_number is 'Number of the agenda item as printed; empty where it has none.';

comment on column marts.passages.item_title is 'Title of the agenda item; empty before the first item.';

comment on column marts.passages.kind is 'paragraph, bullet, action row or table row.';

comment on column marts.passages.lead_in is 'For a bullet the sentence that introduces its list; otherwise the sub-heading under which the passage stands.';

comment on column marts.passages.meeting_id is 'The meeting.';

comment on column marts.passages.page is 'PDF page where it begins, from 1.';

comment on column marts.passages.page_end is 'PDF page where it ends.';

comment on column marts.passages.part is 'Part of the minutes: discussion, title block, attendance, action log, signature, table or front matter.';

comment on column marts.passages.passage_id is 'Meeting and place in it: <meeting_id>-034 is the 34th passage.';

comment on column marts.passages.place is 'Place of the passage in the meeting, from 1.';

comment on column marts.passages.search is 'For full-text search: where search @@ websearch_to_tsquery(''english'', ''mystery shopper'').';

comment on column marts.passages.speaker is 'Who speaks, where the text opens with a name, initials or a role.';

comment on column marts.passages.start_offset is 'Where it begins in the reading text of the meeting, in UTF-16 units (as JavaScript counts). Never slice with it in SQL, which counts characters.';

comment on column marts.passages.text is 'Its text.';

comment on column marts.passages.text_source is 'Where its text came from: text layer, ocr or none.';

comment on column marts.passages.words is 'Its words.';

comment on column marts.regime_comparison.balance is '(problem_sensing - comfort_seeking) / (problem_sensing + comfort_seeking); empty where neither occurs.';

comment on column marts.regime_comparison.comfort_seeking is 'Passages with comfort-seeking. A passage may have both.';

comment on column marts.regime_comparison.from_date is 'First day of the period; before: the first meeting read, empty where there is none.';

comment on column marts.regime_comparison.innovations is 'Distinct innovations that came into use in the period, by the first meeting that reports their use.';

comment on column marts.regime_comparison.meetings is 'Meetings that count.';

comment on column marts.regime_comparison.organisation_code is 'The body that had the regime. Minutes of bodies that it came from and that came from it count with it, as marts.regime_meetings says.';

comment on column marts.regime_comparison.passages is 'Passages coded for orientation.';

comment on column marts.regime_comparison.period is 'before its first spell, during one, or after the last. Several spells of one regime are taken together; the time between them is in no period.';

comment on column marts.regime_comparison.problem_sensing is 'Passages with problem-sensing.';

comment on column marts.regime_comparison.regime is 'The rating or regime, in the words of the file that was brought.';

comment on column marts.regime_comparison.to_date is 'Last day of the period; during: empty while the regime is in force; after: the last meeting read, empty where there is none.';

comment on column marts.regime_innovations.innovation_id is 'The innovation.';

comment on column marts.regime_innovations.organisation_code is 'The body that had the regime.';

comment on column marts.regime_innovations.period is 'before its first spell, during one, or after the last: by the first meeting that reports the innovation in use.';

comment on column marts.regime_innovations.regime is 'The rating or regime.';

comment on column marts.regime_meetings.meeting_date is 'The day.';

comment on column marts.regime_meetings.meeting_id is 'The meeting.';

comment on column marts.regime_meetings.meeting_organisation_code is 'The body that met: the same, one that it came from (before it began), or one that came from it (after it ended).';

comment on column marts.regime_meetings.organisation_code is 'The body that had the regime.';

comment on column marts.regime_meetings.period is 'before its first spell, during one, or after the last.';

comment on column marts.regime_meetings.regime is 'The rating or regime.';

comment on column marts.regimes.bodies is 'Codes of the bodies whose minutes speak for it: itself, then those that it came from or that came from it, by the register.';

comment on column marts.regimes.from_date is 'Its first day.';

comment on column marts.regimes.line is 'Line of the file.';

comment on column marts.regimes.organisation_code is 'The body, by the archive''s code.';

comment on column marts.regimes.organisation_given is 'The body as the file names it.';

comment on column marts.regimes.organisation_name is 'Its name: the archive''s, else the register''s.';

comment on column marts.regimes.regime is 'The rating or regime, in the words of the file.';

comment on column marts.regimes.scheme is 'Which file it came with: spells of one scheme and body do not overlap, spells of two may.';

comment on column marts.regimes.source is 'Name of the file.';

comment on column marts.regimes.to_date is 'Its last day; empty while it is in force, or where nothing says that it ended.';

comment on column marts.runs.changed_files is 'Those that held other bytes than before; empty where there were none.';

comment on column marts.runs.coded_files is 'Files coded: of a schedule those that the run coded itself, of an ingest those given that are coded now.';

comment on column marts.runs.command is 'The command.';

comment on column marts.runs.counts is 'What it did, in numbers.';

comment on column marts.runs.detail is 'What went wrong, in words, a line each.';

comment on column marts.runs.due_at is 'The night of the schedule that it was for; empty where it was asked for by hand.';

comment on column marts.runs.failed is 'Files that were not coded, by reason; empty where there were none. Counted as coded_files are.';

comment on column marts.runs.files_per_second is 'Files offered by seconds taken.';

comment on column marts.runs.finished_at is 'When it ended; empty while it runs, and for a run that was killed.';

comment on column marts.runs.missing_files is 'Files that were there before and no longer are; empty where nobody looked.';

comment on column marts.runs.new_files is 'Those that nobody had seen before; empty where there were none.';

comment on column marts.runs.offered is 'Files and addresses of which it saw the content; empty for commands that offer none.';

comment on column marts.runs.run_id is 'The run.';

comment on column marts.runs.schedule_name is 'The schedule that it carried out; empty for other commands.';

comment on column marts.runs.seconds is 'How long it took; empty while it runs.';

comment on column marts.runs.started_at is 'When it began.';

comment on column marts.runs.status is 'running, done, failed, stopped, or refused since another run of its schedule went on.';

comment on function marts.wilson_high(double precision,double precision) is 'Upper end of Wilson''s 95% interval of a share: marts.wilson_high(14, 144). Empty where there were no trials. Takes the coding as given.';

comment on function marts.wilson_low(double precision,double precision) is 'Lower end of Wilson''s 95% interval of a share: marts.wilson_low(14, 144). Empty where there were no trials. Takes the coding as given.';

comment on schema derived is 'Computed from raw by the rules of the archive; may be computed again at any time.';

comment on schema marts is 'The views that people ask.';

comment on schema raw is 'What came in and what was said of it, as it was said. Written by boardsense, read through marts.';

comment on view marts.answers is 'One row per passage and frame that was asked: whose answer stands, and how many codes of the frame apply by it. Every code of the frame''s codebook that marts.codings does not show as applying was answered with no.';

comment on view marts.attention_by_meeting is 'One row per meeting that counts and topic: how much of the discussion was about it. Zeros are rows too.';

comment on view marts.code_presence is 'One row per body and code: whether any passage of its meetings that count has it.';

comment on view marts.coder_agreement is 'One row per pair of coders, code and weighting, of pairs in which at least one is a person: how far they agree on the passages that both coded. Computed when codings are imported; empty before. For other pairs: boardsense agreement.';

comment on view marts.codes is 'One row per code of the coding frames that the archive is coded by.';

comment on view marts.codings is 'One row per passage and code with the decision that stands: a person''s answer before the model''s before the rules'', of the archive''s pinned versions only. Ask "where applies" for the passages to which a code applies; the noes are rows too.';

comment on view marts.corrected_prevalence is 'One row per code and scope: the share of passages to which the code applies, as counted, and corrected for the measured error of the machine. Corrected values come from passages of this archive that people have coded in a sample, never from the model card; they are empty where there are none. docs/human-coding.md has the formulas.';

comment on view marts.coverage is 'One row per body and month, from the body''s first meeting to the archive''s last month: gaps are rows with nothing found.';

comment on view marts.documents is 'One row per file ever offered, with its one outcome.';

comment on view marts.failures is 'One row per file that could not be read and per piece of work that died, as it stands now. What succeeded later is no longer here; all outcomes a file ever had are kept.';

comment on view marts.innovation_mentions is 'One row per passage that mentions an innovation.';

comment on view marts.innovations is 'One row per distinct innovation of a body, however often and in whatever words it is mentioned.';

comment on view marts.innovations_by_domain_and_half_year is 'One row per domain and half-year: how many distinct innovations came into use. Every cell is there, zeros too.';

comment on view marts.machine_errors is 'One row per code that people have judged in a sample of this archive: how the machine in use errs on it, weighted by the sample''s chances. Empty where no person has coded a sample.';

comment on view marts.meetings is 'One row per meeting with minutes. A pack may hold several; the same meeting may be told in two documents, of which one counts.';

comment on view marts.organisations is 'One row per body whose minutes are in the archive.';

comment on view marts.orientation_by_meeting is 'One row per meeting that counts: whether the board was looking for problems or for comfort.';

comment on view marts.orientation_by_organisation is 'One row per body and half-year: marts.orientation_by_meeting, summed.';

comment on view marts.passages is 'One row per passage: a paragraph, bullet or row of the minutes. Those of the discussion are coded, the others are shown.';

comment on view marts.regime_comparison is 'One row per body, regime and period: what its minutes say before, during and after a rating or regime. Bodies without minutes are left out; periods without are zeros.';

comment on view marts.regime_innovations is 'One row per body, regime and innovation in use: the period of the regime in which it came into use.';

comment on view marts.regime_meetings is 'One row per body, regime and meeting that counts: in which period of the regime it was held. Meetings between two spells of one regime are in none.';

comment on view marts.regimes is 'One row per spell of a rating or regime, as `boardsense regimes import` brought it.';

comment on view marts.runs is 'One row per run: one pass of a command over the archive.';
