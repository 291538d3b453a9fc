-- Schedules with their sources, the latest night that was begun or refused, and the night that is being carried out.
-- Params: none.
select schedules.schedule_name as name, schedules.cron, schedules.time_zone as "timeZone",
  schedules.created_at as "createdAt",
  (select jsonb_agg(jsonb_build_object('kind', kind, 'place', place, 'organisationCode', organisation_code)
     order by ordinal)
   from raw.schedule_sources where schedule_sources.schedule_name = schedules.schedule_name) as sources,
  (select max(due_at) from raw.nights where nights.schedule_name = schedules.schedule_name) as "latestDueAt",
  (select beat_at from raw.nights
   where nights.schedule_name = schedules.schedule_name and nights.state = 'running') as "runningBeatAt",
  now() as "now"
from raw.schedules
order by schedules.schedule_name;
