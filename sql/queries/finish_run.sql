-- Note how a run ended. A run that has ended already stays as it was.
-- Params: $1 run_id, $2 status, $3 counts (jsonb), $4 detail.
update raw.runs set finished_at = now(), status = $2, counts = $3::jsonb, detail = $4
where run_id = $1 and finished_at is null;
