-- One row per run.
create view marts.runs as
select run_id, command, started_at, finished_at, status, counts, detail from raw.runs;

comment on view marts.runs is 'One row per run: one pass of a command over the archive.';
comment on column marts.runs.run_id is 'The run.';
comment on column marts.runs.command is 'The command.';
comment on column marts.runs.started_at is 'When it began.';
comment on column marts.runs.finished_at is 'When it ended; empty while it runs, and for a run that was killed.';
comment on column marts.runs.status is 'running, done, failed or stopped.';
comment on column marts.runs.counts is 'What it did, in numbers.';
comment on column marts.runs.detail is 'What went wrong, in words.';
