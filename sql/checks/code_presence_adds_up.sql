-- Every row is a mistake: a body and code whose presence is not that of its decisions.
with decided as (
  select meetings.organisation_code, decisions.frame, decisions.code, count(*) as passages
  from derived.decisions
  inner join marts.meetings on meetings.meeting_id = decisions.meeting_id and meetings.is_counted
  group by 1, 2, 3
)
select
  format('%s, %s %s', organisation_code, frame, code) as what,
  coalesce(decided.passages, 0) || ' passages' as place,
  presence.passages || case when presence.is_present then ', present' else ', absent' end as found
from marts.code_presence as presence
full join decided using (organisation_code, frame, code)
where coalesce(presence.passages, -1) <> coalesce(decided.passages, 0)
   or presence.is_present <> (coalesce(decided.passages, 0) > 0);
