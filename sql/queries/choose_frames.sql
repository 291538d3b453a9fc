-- Note which frames an export is about, in the temporary table chosen_frames.
-- Params: $1 frames (text[] or null).
insert into pg_temp.chosen_frames (frame)
select distinct frame from derived.codes where $1::text[] is null or frame = any ($1::text[]);
