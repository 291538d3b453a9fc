-- What was asked of the chosen meetings in the chosen frames.
select * from marts.answers
where meeting_id in (select meeting_id from pg_temp.chosen_meetings)
  and frame in (select frame from pg_temp.chosen_frames)
order by passage_id, frame
