-- Problem-sensing and comfort-seeking passages of each meeting of the scope.
-- Params: $1 organisation_code or null, $2 first day or null, $3 last day or null.
select
  meeting_id as "meetingId",
  organisation_code as "organisationCode",
  meeting_date as "meetingDate",
  passages,
  problem_sensing as "problemSensing",
  comfort_seeking as "comfortSeeking"
from marts.orientation_by_meeting
where (cast($1 as text) is null or organisation_code = $1)
  and (cast($2 as date) is null or meeting_date >= $2)
  and (cast($3 as date) is null or meeting_date <= $3)
order by organisation_code, meeting_date, meeting_id;
