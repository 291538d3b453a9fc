-- Periods before, during and after each rating or regime, and the meetings and innovations that stand behind them.
-- Params: $1 organisation_code or null.
select
  organisation_code as "organisationCode",
  regime,
  period,
  from_date as "fromDate",
  to_date as "toDate",
  meetings,
  passages,
  problem_sensing as "problemSensing",
  comfort_seeking as "comfortSeeking",
  innovations,
  array(
    select innovation_id from marts.regime_innovations as listed
    where listed.organisation_code = comparison.organisation_code and listed.regime = comparison.regime
      and listed.period = comparison.period
    order by innovation_id) as "innovationIds"
from marts.regime_comparison as comparison
where cast($1 as text) is null or organisation_code = $1
order by regime, organisation_code, array_position(array['before', 'during', 'after'], period);
