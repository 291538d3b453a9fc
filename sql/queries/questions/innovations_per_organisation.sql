-- How many distinct innovations each body has in use, by the three domains, beside the meetings that were read.
-- Param: from date (optional): first day, such as 2010-01-01.
-- Param: to date (optional): last day, such as 2011-06-30.
with used as (
  select
    organisation_code,
    count(*) as innovations,
    count(*) filter (where parent_domain = 'productivity') as productivity,
    count(*) filter (where parent_domain = 'quality') as quality,
    count(*) filter (where parent_domain = 'safety') as safety
  from marts.innovations
  where first_in_use is not null
    and (:from::date is null or first_in_use >= :from::date)
    and (:to::date is null or first_in_use <= :to::date)
  group by organisation_code
),
read as (
  select organisation_code, count(*) as meetings
  from marts.meetings
  where is_counted
    and (:from::date is null or meeting_date >= :from::date)
    and (:to::date is null or meeting_date <= :to::date)
  group by organisation_code
)
select
  organisations.organisation_code,
  organisations.organisation_name,
  coalesce(read.meetings, 0) as meetings,
  coalesce(used.innovations, 0) as innovations,
  coalesce(used.productivity, 0) as productivity,
  coalesce(used.quality, 0) as quality,
  coalesce(used.safety, 0) as safety
from marts.organisations
left join used on used.organisation_code = organisations.organisation_code
left join read on read.organisation_code = organisations.organisation_code
order by innovations desc, organisations.organisation_code;
