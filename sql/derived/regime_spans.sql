-- One row per body and regime: all its spells together. Where no end is known it ends with the body.
create view derived.regime_spans as
with spells as (
  select
    regimes.organisation_code,
    regimes.regime,
    regimes.from_date,
    case
      when regimes.to_date is not null then regimes.to_date
      when register.closed is not null then greatest(register.closed, regimes.from_date)
    end as to_date
  from raw.regimes
  left join raw.register on register.organisation_code = regimes.organisation_code
)
select
  organisation_code,
  regime,
  min(from_date) as first_day,
  case when bool_and(to_date is not null) then max(to_date) end as last_day,
  range_agg(daterange(from_date, to_date, '[]')) as spells
from spells
group by organisation_code, regime;
