-- Every row is a mistake: two spells of one scheme and body that overlap.
select
  format('%s and %s of %s (%s)', one.regime, other.regime, one.organisation_code, one.scheme) as what,
  format('%s, line %s', other.source, other.line) as place,
  format('%s to %s', other.from_date, coalesce(other.to_date::text, 'now')) as found
from raw.regimes as one
inner join raw.regimes as other
  on other.scheme = one.scheme and other.organisation_code = one.organisation_code and other.from_date > one.from_date
where one.to_date is null or other.from_date <= one.to_date;
