-- Hold a schedule to the end of the transaction: nights of one schedule are claimed one after the other.
-- Params: $1 schedule_name.
select schedule_name from raw.schedules where schedule_name = $1 for update;
