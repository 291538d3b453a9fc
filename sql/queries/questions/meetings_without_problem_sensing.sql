-- Meetings in which not one passage is problem-sensing.
-- Param: passages integer = 10: only meetings with at least so many passages.
-- Param: at_most integer = 0: also meetings with up to so many problem-sensing passages.
-- Example: at_most=6
select
  orientation.organisation_code,
  orientation.meeting_date,
  orientation.passages,
  orientation.problem_sensing,
  orientation.comfort_seeking,
  documents.source
from marts.orientation_by_meeting as orientation
inner join marts.meetings on meetings.meeting_id = orientation.meeting_id
inner join marts.documents on documents.document_id = meetings.document_id
where orientation.problem_sensing <= :at_most::integer and orientation.passages >= :passages::integer
order by orientation.organisation_code, orientation.meeting_date;
