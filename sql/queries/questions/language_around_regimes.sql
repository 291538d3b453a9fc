-- What boards' language is before, during and after special measures or another rating or regime, by body, with 95% intervals.
-- Param: regime text (optional): one rating or regime, in the words of the file that was brought.
-- Param: organisation text (optional): code of one body.
select
  comparison.regime,
  comparison.organisation_code,
  comparison.period,
  comparison.from_date,
  comparison.to_date,
  comparison.meetings,
  comparison.passages,
  comparison.problem_sensing,
  comparison.comfort_seeking,
  comparison.balance,
  2 * marts.wilson_low(problem_sensing, problem_sensing + comfort_seeking) - 1 as balance_low,
  2 * marts.wilson_high(problem_sensing, problem_sensing + comfort_seeking) - 1 as balance_high,
  comparison.innovations,
  comparison.innovations::float8 / nullif(comparison.meetings, 0) as innovations_per_meeting
from marts.regime_comparison as comparison
where (:regime::text is null or lower(comparison.regime) = lower(:regime))
  and (:organisation::text is null or comparison.organisation_code = :organisation)
order by comparison.regime, comparison.organisation_code,
  array_position(array['before', 'during', 'after'], comparison.period);
