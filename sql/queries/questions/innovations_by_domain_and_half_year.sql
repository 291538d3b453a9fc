-- How many distinct innovations came into use, by domain and half-year, and how many meetings were read.
-- Param: organisation text (optional): code of one body.
with cells as (
  select
    innovations.domain,
    innovations.half_year_in_use as half_year,
    count(*) as innovations,
    count(*) filter (where innovations.in_use_at_first_meeting) as in_use_at_first_meeting
  from marts.innovations
  where innovations.first_in_use is not null
    and (:organisation::text is null or innovations.organisation_code = :organisation)
  group by 1, 2
),
read as (
  select half_year, count(*) as meetings_read
  from marts.meetings
  where is_counted and (:organisation::text is null or organisation_code = :organisation)
  group by half_year
)
select
  frame.parent_domain,
  frame.domain,
  frame.half_year,
  coalesce(cells.innovations, 0) as innovations,
  coalesce(cells.in_use_at_first_meeting, 0) as in_use_at_first_meeting,
  coalesce(read.meetings_read, 0) as meetings_read
from marts.innovations_by_domain_and_half_year as frame
left join cells on cells.domain = frame.domain and cells.half_year = frame.half_year
left join read on read.half_year = frame.half_year
order by frame.half_year, frame.parent_domain, frame.domain;
