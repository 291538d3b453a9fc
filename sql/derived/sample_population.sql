-- One row per sample and passage that it could have drawn and that is still as it was then, in meetings that count.
-- A meeting that has been read anew with other texts is left out, whole: its passages are no longer those of the draw.
create view derived.sample_population as
select
  sample_meetings.sample_id,
  passages.passage_id,
  sample_meetings.meeting_id,
  meetings.organisation_code,
  meetings.half_year,
  case
    when not 'score' = any (samples.stratified_by) then 'all'
    when passages.ordinal = any (sample_meetings.marked) then 'marked'
    when passages.ordinal = any (sample_meetings.doubtful) then 'doubtful'
    else 'rest'
  end as band
from raw.sample_meetings
inner join raw.samples on samples.sample_id = sample_meetings.sample_id
inner join derived.meetings on meetings.meeting_id = sample_meetings.meeting_id
inner join raw.passages
  on passages.meeting_id = sample_meetings.meeting_id and passages.ordinal = any (sample_meetings.passages)
where meetings.is_counted
  and sample_meetings.texts_md5 = (
    select md5(string_agg(md5(told.text), ' ' order by told.ordinal))
    from raw.passages as told where told.meeting_id = sample_meetings.meeting_id);
