-- The text of a stored trained coder.
-- Params: $1 model_version.
select sha256, content from raw.models where model_version = $1;
