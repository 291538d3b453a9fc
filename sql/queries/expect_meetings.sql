-- Note the meetings of which a manifest says that there are minutes.
-- Params: $1 meetings (jsonb array of {organisationCode, meetingDate}).
insert into raw.expected_meetings (organisation_code, meeting_date)
select distinct "organisationCode", "meetingDate"
from jsonb_to_recordset($1::jsonb) as expected("organisationCode" text, "meetingDate" date)
on conflict do nothing;
