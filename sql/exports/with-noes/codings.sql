-- Every code of the chosen frames for every passage that was asked, noes spelled out.
select * from marts.codings
where meeting_id in (select meeting_id from pg_temp.chosen_meetings)
  and frame in (select frame from pg_temp.chosen_frames)
order by passage_id, frame, code
