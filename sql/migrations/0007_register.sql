-- Who the bodies are, by a register that the user brought (the NHS ODS file, say).

-- One row per body of the register.
create table raw.register (
  organisation_code text primary key,
  organisation_name text not null,
  aliases text[] not null,
  sector text,
  predecessors text[] not null,
  opened date,
  closed date,
  stored_at timestamptz not null default now()
);
