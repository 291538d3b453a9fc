-- How often each code applies, over the meetings of the scope that count.
-- Params: $1 organisation_code or null, $2 first day or null, $3 last day or null.
select
  codings.frame,
  codings.code,
  count(distinct meetings.organisation_code)::integer as organisations,
  count(*)::integer as passages,
  bool_and(codings.is_validated) as "isValidated"
from marts.codings
inner join marts.meetings on meetings.meeting_id = codings.meeting_id
where codings.applies
  and meetings.is_counted
  and (cast($1 as text) is null or meetings.organisation_code = $1)
  and (cast($2 as date) is null or meetings.meeting_date >= $2)
  and (cast($3 as date) is null or meetings.meeting_date <= $3)
group by 1, 2
order by 1, 2;
