-- Every spell of every rating and regime, with the bodies whose minutes speak for it and how many meetings there are.
-- Params: none.
select
  scheme,
  organisation_code as "organisationCode",
  organisation_name as "organisationName",
  regime,
  from_date as "fromDate",
  to_date as "toDate",
  bodies,
  (
    select count(*)::integer from marts.regime_meetings
    where regime_meetings.organisation_code = regimes.organisation_code and regime_meetings.regime = regimes.regime
  ) as meetings,
  source,
  line
from marts.regimes
order by scheme, organisation_code, from_date;
