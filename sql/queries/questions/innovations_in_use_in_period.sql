-- The study's count: distinct innovations of each domain that came into use in a period, new and already there apart.
-- Param: from date (optional): first day, such as 2010-01-01.
-- Param: to date (optional): last day, such as 2011-06-30.
-- Param: strictly boolean = false: true counts implemented or evaluated only, without pilots.
-- Example: from=2010-01-01
-- Example: to=2011-06-30
with counted as (
  select
    domain,
    in_use_at_first_meeting,
    organisation_code,
    case when :strictly::boolean then first_implemented_or_evaluated else first_in_use end as began
  from marts.innovations
),
domains as (
  select distinct parent_domain, domain from marts.innovations_by_domain_and_half_year
)
select
  domains.parent_domain,
  domains.domain,
  count(counted.domain) as innovations,
  count(counted.domain) filter (where not counted.in_use_at_first_meeting) as new_in_the_archive,
  count(counted.domain) filter (where counted.in_use_at_first_meeting) as in_use_at_first_meeting,
  count(distinct counted.organisation_code) as organisations
from domains
left join counted
  on counted.domain = domains.domain and counted.began is not null
  and (:from::date is null or counted.began >= :from::date)
  and (:to::date is null or counted.began <= :to::date)
group by domains.parent_domain, domains.domain
order by domains.parent_domain, domains.domain;
