-- Note how a night ended, unless another process has taken it over.
-- Params: $1 night_id, $2 holder, $3 state.
update raw.nights set state = $3, beat_at = now()
where night_id = $1 and holder = $2 and state = 'running' returning night_id;
