-- Store which passages of which meetings a sample could have drawn, with the texts that they have now.
-- Params: $1 sample_id, $2 meetings (jsonb array of {meeting_id, passages, marked, doubtful}: ordinals).
insert into raw.sample_meetings (sample_id, meeting_id, passages, marked, doubtful, texts_md5)
select $1, meeting.meeting_id, meeting.passages, meeting.marked, meeting.doubtful, texts.texts_md5
from jsonb_to_recordset($2::jsonb) as meeting(
  meeting_id text, passages integer[], marked integer[], doubtful integer[])
inner join lateral (
  select md5(string_agg(md5(passages.text), ' ' order by passages.ordinal)) as texts_md5
  from raw.passages where passages.meeting_id = meeting.meeting_id) as texts on true;
