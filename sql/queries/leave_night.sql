-- Let another process go on with a night at once.
-- Params: $1 night_id, $2 holder.
update raw.nights set beat_at = 'epoch' where night_id = $1 and holder = $2 and state = 'running';
