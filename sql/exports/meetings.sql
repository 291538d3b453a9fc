-- The chosen meetings, those that do not count among them.
select * from marts.meetings
where meeting_id in (select meeting_id from pg_temp.chosen_meetings)
order by meeting_id
