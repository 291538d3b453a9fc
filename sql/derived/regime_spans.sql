-- One row per body and regime: all its spells together. Where no end is known it ends with the body.
create view derived.regime_spans as
select
  regimes.organisation_code,
  regimes.regime,
  min(regimes.from_date) as first_day,
  case
    when bool_and(coalesce(regimes.to_date, register.closed) is not null)
      then max(coalesce(regimes.to_date, greatest(register.closed, regimes.from_date)))
  end as last_day,
  range_agg(daterange(
    regimes.from_date, coalesce(regimes.to_date, greatest(register.closed, regimes.from_date)), '[]')) as spells
from raw.regimes
left join raw.register on register.organisation_code = regimes.organisation_code
group by regimes.organisation_code, regimes.regime;
