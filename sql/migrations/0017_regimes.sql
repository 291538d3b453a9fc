-- What regulators said of the bodies and when: ratings and regimes that the user brought, and which bodies follow which.

-- One row per spell of a rating or regime of a body, of one scheme (a file that was brought).
create table raw.regimes (
  scheme text not null,
  organisation_code text not null,
  regime text not null,
  from_date date not null,
  -- The last day of it; null while it is in force.
  to_date date,
  -- As the file names the body, and where it stands there.
  organisation_given text not null,
  source text not null,
  line integer not null,
  stored_at timestamptz not null default now(),
  primary key (scheme, organisation_code, from_date),
  check (to_date is null or to_date >= from_date)
);
create index regimes_by_organisation on raw.regimes (organisation_code, regime);

-- One row per body of the register and body that came from it.
create table raw.successions (
  predecessor_code text not null,
  successor_code text not null,
  primary key (predecessor_code, successor_code)
);
