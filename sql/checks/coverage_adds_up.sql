-- Every row is a mistake: a body whose months do not sum to its meetings that count and have a day.
with months as (
  select organisation_code, sum(meetings_found) as meetings from marts.coverage group by organisation_code
),
counted as (
  select organisation_code, count(*) as meetings
  from marts.meetings
  where is_counted and meeting_date is not null
  group by organisation_code
)
select organisation_code as what, counted.meetings || ' meetings' as place, coalesce(months.meetings, 0) || ' in months' as found
from counted
left join months using (organisation_code)
where counted.meetings <> coalesce(months.meetings, 0);
