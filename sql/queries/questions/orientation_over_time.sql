-- How problem-sensing and comfort-seeking are balanced in each half-year, over all bodies, with Wilson's 95% interval.
-- Param: organisation (optional): code of one body.
with halves as (
  select
    half_year,
    sum(meetings)::float8 as meetings,
    sum(passages)::float8 as passages,
    sum(problem_sensing)::float8 as problem_sensing,
    sum(comfort_seeking)::float8 as comfort_seeking,
    nullif(sum(problem_sensing) + sum(comfort_seeking), 0)::float8 as both_kinds,
    3.841458820694124::float8 as z2
  from marts.orientation_by_organisation
  where half_year is not null and (:organisation::text is null or organisation_code = :organisation)
  group by half_year
),
shares as (select *, problem_sensing / both_kinds as share from halves)
select
  half_year,
  meetings::integer as meetings,
  passages::integer as passages,
  problem_sensing::integer as problem_sensing,
  comfort_seeking::integer as comfort_seeking,
  2 * share - 1 as balance,
  2 * (share + z2 / (2 * both_kinds) - sqrt(z2 * (share * (1 - share) + z2 / (4 * both_kinds)) / both_kinds))
    / (1 + z2 / both_kinds) - 1 as balance_low,
  2 * (share + z2 / (2 * both_kinds) + sqrt(z2 * (share * (1 - share) + z2 / (4 * both_kinds)) / both_kinds))
    / (1 + z2 / both_kinds) - 1 as balance_high
from shares
order by half_year;
