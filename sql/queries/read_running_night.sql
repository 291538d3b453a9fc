-- The night of a schedule that is being carried out, and how long ago its process gave a sign of life.
-- Params: $1 schedule_name.
select night_id as "nightId", due_at as "dueAt", run_id as "runId", holder, attempts,
  extract(epoch from now() - beat_at)::float8 * 1000 as "silentMs"
from raw.nights where schedule_name = $1 and state = 'running';
