-- Codes that apply; with --with-noes also those that do not.
select * from marts.codings
where meeting_id in (select meeting_id from pg_temp.chosen_meetings)
  and frame in (select frame from pg_temp.chosen_frames)
  and applies
order by passage_id, frame, code
