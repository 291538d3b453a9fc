-- Note which meetings an export is about, in the temporary table chosen_meetings.
-- Params: $1 first day, $2 last day (date or null), $3 codes of bodies (text[] or null).
insert into pg_temp.chosen_meetings (meeting_id, document_id, organisation_code)
select meeting_id, document_id, organisation_code
from derived.meetings
where ($1::date is null or meeting_date >= $1::date)
  and ($2::date is null or meeting_date <= $2::date)
  and ($3::text[] is null or organisation_code = any ($3::text[]));
