-- Which boards look for problems and which for comfort: passages of each kind by body, with Wilson's 95% interval.
-- Param: from (optional): first day, such as 2010-01-01.
-- Param: to (optional): last day, such as 2011-06-30.
with bodies as (
  select
    organisation_code,
    count(*) as meetings,
    sum(passages)::float8 as passages,
    sum(problem_sensing)::float8 as problem_sensing,
    sum(comfort_seeking)::float8 as comfort_seeking,
    nullif(sum(problem_sensing) + sum(comfort_seeking), 0)::float8 as both_kinds,
    3.841458820694124::float8 as z2
  from marts.orientation_by_meeting
  where (:from::date is null or meeting_date >= :from::date) and (:to::date is null or meeting_date <= :to::date)
  group by organisation_code
),
shares as (select *, problem_sensing / both_kinds as share from bodies)
select
  shares.organisation_code,
  organisations.organisation_name,
  shares.meetings,
  shares.passages::integer as passages,
  shares.problem_sensing::integer as problem_sensing,
  shares.comfort_seeking::integer as comfort_seeking,
  2 * share - 1 as balance,
  2 * (share + z2 / (2 * both_kinds) - sqrt(z2 * (share * (1 - share) + z2 / (4 * both_kinds)) / both_kinds))
    / (1 + z2 / both_kinds) - 1 as balance_low,
  2 * (share + z2 / (2 * both_kinds) + sqrt(z2 * (share * (1 - share) + z2 / (4 * both_kinds)) / both_kinds))
    / (1 + z2 / both_kinds) - 1 as balance_high
from shares
inner join marts.organisations on organisations.organisation_code = shares.organisation_code
order by balance desc nulls last, shares.organisation_code;
