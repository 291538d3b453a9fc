-- Store a trained coder, and answer with what is stored under its version.
-- Params: $1 model_version, $2 sha256, $3 content.
with stored as (
  insert into raw.models (model_version, sha256, content) values ($1, $2, $3)
  on conflict (model_version) do nothing
  returning sha256
)
select sha256 from stored
union all
select sha256 from raw.models where model_version = $1
limit 1;
