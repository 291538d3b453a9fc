-- Store a trained coder; one that is there stays as it is.
-- Params: $1 model_version, $2 sha256, $3 content.
insert into raw.models (model_version, sha256, content) values ($1, $2, $3)
on conflict (model_version) do nothing;
