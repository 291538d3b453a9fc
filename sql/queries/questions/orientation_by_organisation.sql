-- Which boards look for problems and which for comfort: passages of each kind by body, with Wilson's 95% interval.
-- Param: from date (optional): first day, such as 2010-01-01.
-- Param: to date (optional): last day, such as 2011-06-30.
with bodies as (
  select
    organisation_code,
    count(*) as meetings,
    sum(passages) as passages,
    sum(problem_sensing) as problem_sensing,
    sum(comfort_seeking) as comfort_seeking,
    sum(problem_sensing) + sum(comfort_seeking) as both_kinds
  from marts.orientation_by_meeting
  where (:from::date is null or meeting_date >= :from::date) and (:to::date is null or meeting_date <= :to::date)
  group by organisation_code
)
select
  bodies.organisation_code,
  organisations.organisation_name,
  bodies.meetings,
  bodies.passages,
  bodies.problem_sensing,
  bodies.comfort_seeking,
  (problem_sensing - comfort_seeking)::float8 / nullif(both_kinds, 0) as balance,
  2 * marts.wilson_low(problem_sensing, both_kinds) - 1 as balance_low,
  2 * marts.wilson_high(problem_sensing, both_kinds) - 1 as balance_high
from bodies
inner join marts.organisations on organisations.organisation_code = bodies.organisation_code
order by balance desc nulls last, bodies.organisation_code;
