-- Add a schedule; nothing happens where its name is taken.
-- Params: $1 schedule_name, $2 cron, $3 time_zone.
insert into raw.schedules (schedule_name, cron, time_zone) values ($1, $2, $3)
on conflict (schedule_name) do nothing
returning schedule_name;
