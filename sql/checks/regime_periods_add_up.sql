-- Every row is a mistake: a meeting in a period of a regime that its day contradicts, or a period that counts other meetings.
with spells as (
  select organisation_code, regime, min(from_date) as first_day, max(coalesce(to_date, 'infinity')) as last_day
  from raw.regimes
  group by organisation_code, regime
),
misplaced as (
  select
    format('%s %s %s', meetings.organisation_code, meetings.period, meetings.regime) as what,
    meetings.meeting_id as place,
    meetings.meeting_date::text as found
  from marts.regime_meetings as meetings
  inner join spells on spells.organisation_code = meetings.organisation_code and spells.regime = meetings.regime
  where (meetings.period = 'before') <> (meetings.meeting_date < spells.first_day)
     or (meetings.period = 'after' and meetings.meeting_date <= spells.last_day and spells.last_day < 'infinity')
     or (meetings.period = 'during' and not exists (
       select from raw.regimes
       where regimes.organisation_code = meetings.organisation_code and regimes.regime = meetings.regime
         and meetings.meeting_date between regimes.from_date and coalesce(regimes.to_date, 'infinity')))
),
counted as (
  select organisation_code, regime, period, count(*) as meetings
  from marts.regime_meetings
  group by organisation_code, regime, period
)
select what, place, found from misplaced
union all
select
  format('%s %s %s', comparison.organisation_code, comparison.period, comparison.regime),
  coalesce(counted.meetings, 0) || ' meetings',
  comparison.meetings || ' meetings'
from marts.regime_comparison as comparison
left join counted using (organisation_code, regime, period)
where comparison.meetings <> coalesce(counted.meetings, 0);
