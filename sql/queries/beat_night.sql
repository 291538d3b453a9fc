-- A sign of life of the process that carries out a night; no row where it was taken over.
-- Params: $1 night_id, $2 holder.
update raw.nights set beat_at = now() where night_id = $1 and holder = $2 and state = 'running' returning night_id;
