-- Store which bodies of the register came from which.
-- Params: $1 pairs (jsonb array of {predecessor, successor}).
insert into raw.successions (predecessor_code, successor_code)
select predecessor, successor from jsonb_to_recordset($1::jsonb) as pair(predecessor text, successor text);
