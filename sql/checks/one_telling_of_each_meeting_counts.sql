-- Every row is a mistake: a board meeting that counts twice, or one in standing documents that never counts.
select organisation_code as what, meeting_date || ' ' || meeting_kind || ' ' || session as place,
  count(*) filter (where is_counted) || ' counted' as found
from derived.meetings
where meeting_date is not null and organisation_code <> 'unknown' and meeting_kind = 'board'
group by organisation_code, meeting_date, meeting_kind, session
having count(*) filter (where is_counted) > 1
union all
select meetings.meeting_id, meetings.meeting_date::text, 'no telling counts'
from derived.meetings
inner join raw.documents on documents.document_id = meetings.document_id and documents.superseded_by is null
where meetings.meeting_date is not null and not meetings.is_counted and not exists (
  select from derived.meetings as others
  where others.organisation_code = meetings.organisation_code and others.meeting_date = meetings.meeting_date
    and others.meeting_kind = meetings.meeting_kind and others.is_counted);
