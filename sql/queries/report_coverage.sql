-- Meetings found and expected, by body, over the months that the scope touches.
-- Params: $1 organisation_code or null, $2 first day or null, $3 last day or null.
select
  organisation_code as "organisationCode",
  sum(meetings_found)::integer as "meetingsFound",
  coalesce(sum(meetings_expected), 0)::integer as "meetingsExpected"
from marts.coverage
where (cast($1 as text) is null or organisation_code = $1)
  and (cast($2 as date) is null or month >= date_trunc('month', cast($2 as date)))
  and (cast($3 as date) is null or month <= cast($3 as date))
group by organisation_code
order by organisation_code;
