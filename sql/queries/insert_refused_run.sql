-- Note a run that was refused since another of its schedule goes on.
-- Params: $1 schedule_name, $2 due_at, $3 detail.
insert into raw.runs (command, arguments, status, finished_at, detail, schedule_name, due_at)
values ('schedule', jsonb_build_object('schedule', $1::text), 'refused', now(), $3, $1, $2)
returning run_id;
