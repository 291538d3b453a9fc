-- Which share of the innovations in use is for safety, by half-year and over all, with Wilson's 95% interval.
-- Param: organisation text (optional): code of one body.
with used as (
  select frame.half_year, innovations.domain
  from (select distinct half_year from marts.innovations_by_domain_and_half_year) as frame
  left join marts.innovations
    on innovations.half_year_in_use = frame.half_year
    and (:organisation::text is null or innovations.organisation_code = :organisation)
),
counted as (
  select
    coalesce(half_year, 'all') as half_year,
    count(domain) as innovations,
    count(*) filter (where domain = 'safety') as safety
  from used
  group by grouping sets ((half_year), ())
)
select
  half_year,
  innovations,
  safety,
  safety::float8 / nullif(innovations, 0) as share,
  marts.wilson_low(safety, innovations) as share_low,
  marts.wilson_high(safety, innovations) as share_high
from counted
order by half_year;
