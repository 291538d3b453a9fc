-- Every row is a mistake: a domain whose cells do not sum to its innovations in use.
with cells as (
  select domain, sum(innovations) as innovations, sum(innovations_strict) as innovations_strict
  from marts.innovations_by_domain_and_half_year
  group by domain
),
counted as (
  select domain, count(first_in_use) as innovations, count(first_implemented_or_evaluated) as innovations_strict
  from marts.innovations
  group by domain
)
select domain as what, counted.innovations || ' in use, ' || counted.innovations_strict || ' strictly' as place,
  coalesce(cells.innovations, 0) || ' in use, ' || coalesce(cells.innovations_strict, 0) || ' strictly' as found
from counted
left join cells using (domain)
where counted.innovations <> coalesce(cells.innovations, 0)
   or counted.innovations_strict <> coalesce(cells.innovations_strict, 0);
