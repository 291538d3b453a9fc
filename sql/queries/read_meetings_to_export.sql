-- The chosen meetings of one body with their reading texts, in order of date and id.
-- Params: $1 organisation_code.
select meetings.meeting_id, meetings.organisation_code, meetings.organisation_name, meetings.sector,
  meetings.meeting_date, meetings.half_year, meetings.meeting_kind, meetings.session, meetings.is_counted,
  documents.document_id, derived.name_of_source(documents.source) as file, raw_meetings.text
from pg_temp.chosen_meetings
inner join marts.meetings on meetings.meeting_id = chosen_meetings.meeting_id
inner join raw.meetings as raw_meetings on raw_meetings.meeting_id = chosen_meetings.meeting_id
inner join raw.documents on documents.document_id = raw_meetings.document_id
where chosen_meetings.organisation_code = $1
order by meetings.meeting_date nulls last, meetings.meeting_id;
