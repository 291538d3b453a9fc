-- One row per domain and half-year, zero cells shown.
create view marts.innovations_by_domain_and_half_year as
with read as (
  select half_year, count(*) as meetings_read, count(distinct organisation_code) as organisations_read
  from derived.meetings
  where is_counted and meeting_date is not null
  group by half_year
),
span as (
  select min(meeting_date) as first_day, max(meeting_date) as last_day
  from derived.meetings
  where is_counted
),
half_years as (
  select distinct derived.half_year(month::date) as half_year
  from span, generate_series(date_trunc('month', first_day), last_day, interval '1 month') as month
),
used as (
  select
    domain,
    derived.half_year(first_in_use) as half_year,
    count(*) as innovations,
    count(*) filter (where in_use_at_first_meeting) as in_use_at_first_meeting,
    count(distinct organisation_code) as organisations
  from derived.innovations
  where first_in_use is not null
  group by 1, 2
),
used_strictly as (
  select domain, derived.half_year(first_implemented_or_evaluated) as half_year, count(*) as innovations
  from derived.innovations
  where first_implemented_or_evaluated is not null
  group by 1, 2
)
select
  domains.domain,
  domains.parent_domain,
  half_years.half_year,
  coalesce(used.innovations, 0)::integer as innovations,
  coalesce(used_strictly.innovations, 0)::integer as innovations_strict,
  coalesce(used.in_use_at_first_meeting, 0)::integer as in_use_at_first_meeting,
  coalesce(used.organisations, 0)::integer as organisations,
  coalesce(read.meetings_read, 0)::integer as meetings_read,
  coalesce(read.organisations_read, 0)::integer as organisations_read
from raw.domains
cross join half_years
left join used on used.domain = domains.domain and used.half_year = half_years.half_year
left join used_strictly
  on used_strictly.domain = domains.domain and used_strictly.half_year = half_years.half_year
left join read on read.half_year = half_years.half_year;

comment on view marts.innovations_by_domain_and_half_year is 'One row per domain and half-year: how many distinct innovations came into use. Every cell is there, zeros too.';
comment on column marts.innovations_by_domain_and_half_year.domain is 'One of the study''s seven domains.';
comment on column marts.innovations_by_domain_and_half_year.parent_domain is 'productivity, safety or quality.';
comment on column marts.innovations_by_domain_and_half_year.half_year is 'Half-year of the first meeting that reports the innovation in use: 2010-H1 is January to June 2010.';
comment on column marts.innovations_by_domain_and_half_year.innovations is 'Distinct innovations first reported in use (pilot, implemented or evaluated) in that half-year. Never carried out, never counted.';
comment on column marts.innovations_by_domain_and_half_year.innovations_strict is 'The strict count: first reported implemented or evaluated in that half-year.';
comment on column marts.innovations_by_domain_and_half_year.in_use_at_first_meeting is 'Of innovations, those that the first meeting read of their body already reports in use.';
comment on column marts.innovations_by_domain_and_half_year.organisations is 'Bodies with at least one of the innovations.';
comment on column marts.innovations_by_domain_and_half_year.meetings_read is 'Meetings that count in that half-year, of all bodies.';
comment on column marts.innovations_by_domain_and_half_year.organisations_read is 'Bodies with at least one such meeting.';
