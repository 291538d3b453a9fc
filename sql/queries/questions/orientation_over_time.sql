-- How problem-sensing and comfort-seeking are balanced in each half-year, over all bodies, with Wilson's 95% interval.
-- Param: organisation text (optional): code of one body.
with halves as (
  select
    half_year,
    sum(meetings) as meetings,
    sum(passages) as passages,
    sum(problem_sensing) as problem_sensing,
    sum(comfort_seeking) as comfort_seeking,
    sum(problem_sensing) + sum(comfort_seeking) as both_kinds
  from marts.orientation_by_organisation
  where half_year is not null and (:organisation::text is null or organisation_code = :organisation)
  group by half_year
)
select
  half_year,
  meetings,
  passages,
  problem_sensing,
  comfort_seeking,
  (problem_sensing - comfort_seeking)::float8 / nullif(both_kinds, 0) as balance,
  2 * marts.wilson_low(problem_sensing, both_kinds) - 1 as balance_low,
  2 * marts.wilson_high(problem_sensing, both_kinds) - 1 as balance_high
from halves
order by half_year;
