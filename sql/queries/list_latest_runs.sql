-- The latest run of each command.
-- Params: none.
select distinct on (command) command, status, started_at as "startedAt", finished_at as "finishedAt"
from raw.runs
order by command, run_id desc;
