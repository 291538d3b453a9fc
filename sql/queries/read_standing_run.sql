-- The run whose versions stand for the archive; no row before the first.
-- Params: none.
select run_id::text as "runId" from raw.pins where run_id is not null order by pin_id desc limit 1;
