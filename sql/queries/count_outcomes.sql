-- How many files ended in each outcome, in the whole archive or in one run.
-- Params: $1 run_id (or null: the whole archive).
select outcome, count(*)::integer as files from raw.documents
where superseded_by is null and ($1::bigint is null or last_run_id = $1::bigint)
group by outcome order by outcome;
