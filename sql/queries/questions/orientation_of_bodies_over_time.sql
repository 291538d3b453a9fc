-- How each body's balance of problem-sensing and comfort-seeking moves from half-year to half-year, with 95% intervals.
-- Param: organisation text (optional): code of one body.
-- Example: organisation=ZZ02
select
  organisation_code,
  half_year,
  meetings,
  passages,
  problem_sensing,
  comfort_seeking,
  balance,
  balance_low,
  balance_high
from marts.orientation_by_organisation
where :organisation::text is null or organisation_code = :organisation
order by organisation_code, half_year;
