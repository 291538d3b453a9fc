-- Go on with a night whose process died; its run is noted as stopped.
-- Params: $1 night_id, $2 holder, $3 why its run ended.
with night as (
  update raw.nights set holder = $2, beat_at = now(), attempts = attempts + 1 where night_id = $1
  returning run_id
)
update raw.runs set status = 'stopped', finished_at = now(), detail = $3
from night where runs.run_id = night.run_id and runs.finished_at is null;
