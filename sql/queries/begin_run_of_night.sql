-- Note by which run a night is carried out.
-- Params: $1 night_id, $2 run_id.
with night as (
  update raw.nights set run_id = $2 where night_id = $1 returning schedule_name, due_at
)
update raw.runs set schedule_name = night.schedule_name, due_at = night.due_at
from night where runs.run_id = $2;
