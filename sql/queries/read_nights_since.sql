-- Runs of a schedule that were due at or begun since a time, the latest first.
-- Params: $1 schedule_name, $2 since.
select nights.due_at as "dueAt", nights.state, nights.begun_at as "begunAt", nights.run_id as "runId", runs.status,
  runs.finished_at as "finishedAt", runs.counts, runs.detail,
  extract(epoch from now() - nights.beat_at)::float8 * 1000 as "silentMs"
from raw.nights
left join raw.runs on runs.run_id = nights.run_id
where nights.schedule_name = $1 and (nights.due_at >= $2 or nights.begun_at >= $2)
order by nights.night_id desc;
