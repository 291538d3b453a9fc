-- Meetings of the scope, counted or not.
-- Params: $1 organisation_code or null, $2 first day or null, $3 last day or null.
select
  meetings.meeting_id as "meetingId",
  meetings.organisation_code as "organisationCode",
  meetings.organisation_name as "organisationName",
  meetings.meeting_date as "meetingDate",
  meetings.meeting_kind as "meetingKind",
  meetings.session,
  meetings.is_counted as "isCounted",
  meetings.passages,
  meetings.words,
  documents.source
from marts.meetings
inner join marts.documents on documents.document_id = meetings.document_id
where (cast($1 as text) is null or meetings.organisation_code = $1)
  and (cast($2 as date) is null or meetings.meeting_date >= $2)
  and (cast($3 as date) is null or meetings.meeting_date <= $3)
order by meetings.organisation_code, meetings.meeting_date, meetings.meeting_id;
