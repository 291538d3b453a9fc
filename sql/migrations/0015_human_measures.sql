-- What the codings of people say of the coders: computed by the program, whose statistics SQL does not have, after every
-- import of codings and whenever the archive moves to other versions. Rows hold for the pin they were made under.

-- One row per pair of coders, code and weighting.
create table derived.coder_agreement (
  pin_id bigint not null references raw.pins on delete cascade,
  frame text not null,
  code text not null,
  coder_one text not null,
  coder_one_version text not null,
  coder_two text not null,
  coder_two_version text not null,
  coder_two_codebook text not null,
  weighting text not null check (weighting in ('none', 'design')),
  sample_id text references raw.samples on delete cascade,
  passages integer not null,
  both_say_yes integer not null,
  only_one_says_yes integer not null,
  only_two_says_yes integer not null,
  percent double precision, percent_low double precision, percent_high double precision,
  kappa double precision, kappa_low double precision, kappa_high double precision,
  ac1 double precision, ac1_low double precision, ac1_high double precision,
  alpha double precision, alpha_low double precision, alpha_high double precision,
  positive_agreement double precision, positive_agreement_low double precision, positive_agreement_high double precision,
  refreshed_at timestamptz not null default now(),
  primary key (
    frame, code, coder_one, coder_one_version, coder_two, coder_two_version, coder_two_codebook, weighting)
);

-- One row per code that people have judged in a sample: how the machine errs on it.
create table derived.machine_errors (
  pin_id bigint not null references raw.pins on delete cascade,
  sample_id text not null references raw.samples on delete cascade,
  frame text not null,
  code text not null,
  coder text not null,
  coder_version text not null,
  judged integer not null,
  positives integer not null,
  sensitivity double precision, sensitivity_low double precision, sensitivity_high double precision,
  specificity double precision, specificity_low double precision, specificity_high double precision,
  precision_share double precision, precision_low double precision, precision_high double precision,
  refreshed_at timestamptz not null default now(),
  primary key (frame, code)
);

-- One row per code and scope (the archive, a body, a half-year) with the sample's estimates of the true share.
create table derived.corrected_prevalence (
  pin_id bigint not null references raw.pins on delete cascade,
  sample_id text not null references raw.samples on delete cascade,
  frame text not null,
  code text not null,
  scope text not null check (scope in ('archive', 'organisation', 'half_year')),
  organisation_code text references raw.organisations on update cascade on delete cascade,
  half_year text,
  passages integer not null,
  machine_applies integer not null,
  judged integer not null,
  corrected double precision, corrected_low double precision, corrected_high double precision,
  rogan_gladen double precision, rogan_gladen_low double precision, rogan_gladen_high double precision,
  why_empty text,
  refreshed_at timestamptz not null default now(),
  unique nulls not distinct (frame, code, scope, organisation_code, half_year)
);
