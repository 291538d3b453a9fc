-- Which share of the innovations in use is for safety, by half-year, with Wilson's 95% interval.
with halves as (
  select half_year, sum(innovations)::float8 as innovations,
    (sum(innovations) filter (where parent_domain = 'safety'))::float8 as safety
  from marts.innovations_by_domain_and_half_year
  group by half_year
),
shares as (
  select *, safety / nullif(innovations, 0) as share, 3.841458820694124::float8 as z2 from halves
)
select
  half_year,
  innovations::integer as innovations,
  safety::integer as safety,
  share,
  greatest(0, (share + z2 / (2 * innovations) - sqrt(z2 * (share * (1 - share) + z2 / (4 * innovations)) / innovations))
    / (1 + z2 / innovations)) as share_low,
  least(1, (share + z2 / (2 * innovations) + sqrt(z2 * (share * (1 - share) + z2 / (4 * innovations)) / innovations))
    / (1 + z2 / innovations)) as share_high
from (select half_year, nullif(innovations, 0) as innovations, safety, share, z2 from shares) as shares
order by half_year;
