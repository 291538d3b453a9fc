-- The days on which a body met, by the minutes that count, and how often its record has changed.
-- Params: $1 organisation_code.
select organisations.revision,
  coalesce(
    array_agg(distinct meetings.meeting_date::text order by meetings.meeting_date::text)
      filter (where meetings.meeting_date is not null), '{}') as meeting_dates
from raw.organisations
left join derived.meetings
  on meetings.organisation_code = organisations.organisation_code and meetings.is_counted
where organisations.organisation_code = $1
group by organisations.revision;
