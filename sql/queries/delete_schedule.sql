-- Remove a schedule. Its nights and runs stay known.
-- Params: $1 schedule_name.
delete from raw.schedules where schedule_name = $1 returning schedule_name;
