-- The latest run of some commands.
-- Params: $1 commands (text[]).
select run_id, command, started_at, finished_at, status, counts, detail
from raw.runs
where command = any ($1::text[])
order by started_at desc, run_id desc
limit 1;
