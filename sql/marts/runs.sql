-- One row per run.
create view marts.runs as
select
  run_id,
  command,
  schedule_name,
  due_at,
  started_at,
  finished_at,
  status,
  extract(epoch from finished_at - started_at)::double precision as seconds,
  (counts ->> 'offered')::integer as offered,
  (counts ->> 'new')::integer as new_files,
  (counts ->> 'changed')::integer as changed_files,
  (counts ->> 'missing')::integer as missing_files,
  case when counts ? 'offered'
    then coalesce((counts ->> 'coded')::integer, 0) + coalesce((counts ->> 'coded after OCR')::integer, 0)
  end as coded_files,
  failed.failed,
  case when counts ? 'offered' and finished_at > started_at
    then (counts ->> 'offered')::integer / extract(epoch from finished_at - started_at)::double precision
  end as files_per_second,
  counts,
  detail
from raw.runs
cross join lateral (
  select jsonb_object_agg(reason, files) as failed
  from jsonb_each(counts) as counted(reason, files)
  where reason in ('no readable text', 'encrypted', 'damaged', 'took too long', 'used too much memory', 'not a PDF',
    'could not be fetched')
) as failed;

comment on view marts.runs is 'One row per run: one pass of a command over the archive.';
comment on column marts.runs.run_id is 'The run.';
comment on column marts.runs.command is 'The command.';
comment on column marts.runs.schedule_name is 'The schedule that it carried out; empty for other commands.';
comment on column marts.runs.due_at is 'The night of the schedule that it was for; empty where it was asked for by hand.';
comment on column marts.runs.started_at is 'When it began.';
comment on column marts.runs.finished_at is 'When it ended; empty while it runs, and for a run that was killed.';
comment on column marts.runs.status is 'running, done, failed, stopped, or refused since another run of its schedule went on.';
comment on column marts.runs.seconds is 'How long it took; empty while it runs.';
comment on column marts.runs.offered is 'Files and addresses of which it saw the content; empty for commands that offer none.';
comment on column marts.runs.new_files is 'Those that nobody had seen before; empty where there were none.';
comment on column marts.runs.changed_files is 'Those that held other bytes than before; empty where there were none.';
comment on column marts.runs.missing_files is 'Files that were there before and no longer are; empty where nobody looked.';
comment on column marts.runs.coded_files is 'Files coded: of a schedule those that the run coded itself, of an ingest those given that are coded now.';
comment on column marts.runs.failed is 'Files that were not coded, by reason; empty where there were none. Counted as coded_files are.';
comment on column marts.runs.files_per_second is 'Files offered by seconds taken.';
comment on column marts.runs.counts is 'What it did, in numbers.';
comment on column marts.runs.detail is 'What went wrong, in words, a line each.';
