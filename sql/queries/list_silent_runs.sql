-- Runs that have not ended and of which nothing has been heard for some time: most likely their command was killed.
-- Params: $1 seconds of silence.
select runs.run_id as "runId", runs.command, runs.started_at as "startedAt",
  greatest(runs.started_at, max(outcomes.at)) as "lastSignAt"
from raw.runs
left join raw.outcomes on outcomes.run_id = runs.run_id
where runs.finished_at is null
group by runs.run_id
having greatest(runs.started_at, max(outcomes.at)) < now() - $1 * interval '1 second'
order by runs.run_id desc
limit 20;
