-- Which archive this is, and the trained coders it has been coded by.

-- One row: names the archive where several share a queue server.
create table raw.archive (
  is_the_only_row boolean primary key default true check (is_the_only_row),
  archive_id uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now()
);
insert into raw.archive default values;

-- One row per version of the trained coder, whole: an archive goes on with the weights it is pinned to.
create table raw.models (
  model_version text primary key,
  sha256 text not null,
  content text not null,
  stored_at timestamptz not null default now()
);
