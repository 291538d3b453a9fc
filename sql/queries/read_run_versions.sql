-- The versions by which a run codes.
-- Params: $1 run_id.
select arguments -> 'pins' as pins from raw.runs where run_id = $1;
