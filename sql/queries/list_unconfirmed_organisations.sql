-- Bodies that no manifest and no register names: the name their minutes print, and the day of their first meeting.
-- Params: none.
select organisations.organisation_code as code, organisations.organisation_name as name,
  organisations.meetings, organisations.first_meeting as "firstMeeting", organisations.last_meeting as "lastMeeting"
from marts.organisations
where not organisations.is_confirmed and exists (
  select from raw.meetings where meetings.organisation_code = organisations.organisation_code)
order by organisations.organisation_code;
