-- The meetings that count.
-- Params: none.
select meeting_id as "meetingId" from derived.meetings where is_counted order by meeting_id;
