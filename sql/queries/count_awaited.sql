-- Documents that wait and that somebody waits for in this run.
-- Params: $1 run_id.
select count(*)::int as awaited from raw.documents
where outcome = 'waiting' and is_awaited and wanted_run_id = $1;
