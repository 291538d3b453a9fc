-- One row per counted meeting and topic, zero cells shown.
create view marts.attention_by_meeting as
with read as (
  select answers.meeting_id, answers.codebook_version, sum(passages.words) as words
  from derived.answers
  inner join raw.passages on passages.passage_id = answers.passage_id
  where answers.frame = 'attention'
  group by answers.meeting_id, answers.codebook_version
),
found as (
  select decisions.meeting_id, decisions.code, count(*) as passages, sum(passages.words) as words
  from derived.decisions
  inner join raw.passages on passages.passage_id = decisions.passage_id
  where decisions.frame = 'attention'
  group by decisions.meeting_id, decisions.code
)
select
  meetings.meeting_id,
  meetings.organisation_code,
  meetings.meeting_date,
  codes.code as topic,
  codes.label as topic_label,
  coalesce(found.passages, 0)::integer as passages,
  coalesce(found.words, 0)::integer as words,
  coalesce(found.words, 0)::double precision / nullif(read.words, 0) as share_of_words
from derived.meetings
inner join read on read.meeting_id = meetings.meeting_id
inner join raw.codes on codes.frame = 'attention' and codes.codebook_version = read.codebook_version
left join found on found.meeting_id = meetings.meeting_id and found.code = codes.code
where meetings.is_counted;

comment on view marts.attention_by_meeting is 'One row per meeting that counts and topic: how much of the discussion was about it. Zeros are rows too.';
comment on column marts.attention_by_meeting.meeting_id is 'The meeting.';
comment on column marts.attention_by_meeting.organisation_code is 'Its body.';
comment on column marts.attention_by_meeting.meeting_date is 'Its day; empty where none could be read.';
comment on column marts.attention_by_meeting.topic is 'The topic: a code of the frame attention.';
comment on column marts.attention_by_meeting.topic_label is 'The topic in words.';
comment on column marts.attention_by_meeting.passages is 'Passages about it.';
comment on column marts.attention_by_meeting.words is 'Words in these passages.';
comment on column marts.attention_by_meeting.share_of_words is 'Their share of the words of all passages of the meeting that were coded for attention.';
