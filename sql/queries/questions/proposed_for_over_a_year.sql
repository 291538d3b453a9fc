-- Innovations that are still only proposed or approved a given time after their first mention.
-- Param: months integer = 12: how many months must have passed until the body's last meeting.
-- Example: months=1
select
  innovations.organisation_code,
  innovations.label,
  innovations.domain,
  innovations.stage,
  innovations.first_mentioned,
  organisations.last_meeting,
  innovations.mentions
from marts.innovations
inner join marts.organisations on organisations.organisation_code = innovations.organisation_code
where innovations.first_in_use is null
  and innovations.stage in ('proposed', 'approved')
  and innovations.first_mentioned + make_interval(months => :months::integer) <= organisations.last_meeting
order by innovations.first_mentioned, innovations.organisation_code, innovations.label;
