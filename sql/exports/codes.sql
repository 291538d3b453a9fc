-- Codes of the chosen frames.
select * from marts.codes
where frame in (select frame from pg_temp.chosen_frames)
order by frame, place
