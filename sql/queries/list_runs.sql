-- Runs, the latest first, with the versions by which they coded.
-- Params: $1 how many at most, $2 the only run wanted or null for any.
select run_id as "runId", command, started_at as "startedAt", finished_at as "finishedAt", status, counts, detail,
  arguments - 'pins' as arguments, arguments -> 'pins' as pins
from raw.runs
where $2::bigint is null or run_id = $2
order by run_id desc
limit $1;
