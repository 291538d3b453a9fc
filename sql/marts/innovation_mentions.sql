-- One row per mention of an innovation.
create view marts.innovation_mentions as
select
  innovation_mentions.innovation_id,
  innovation_mentions.passage_id,
  passages.meeting_id,
  meetings.meeting_date,
  innovation_mentions.stage,
  coalesce(mention.quote, passages.text) as quote,
  coalesce(mention.page, passages.page) as page
from derived.innovation_mentions
inner join raw.passages on passages.passage_id = innovation_mentions.passage_id
inner join raw.meetings on meetings.meeting_id = passages.meeting_id
left join derived.decisions as mention
  on mention.passage_id = innovation_mentions.passage_id and mention.frame = 'innovation' and mention.code = 'mention';

comment on view marts.innovation_mentions is 'One row per passage that mentions an innovation.';
comment on column marts.innovation_mentions.innovation_id is 'The innovation.';
comment on column marts.innovation_mentions.passage_id is 'The passage.';
comment on column marts.innovation_mentions.meeting_id is 'Its meeting.';
comment on column marts.innovation_mentions.meeting_date is 'Day of the meeting.';
comment on column marts.innovation_mentions.stage is 'The stage that this mention reports.';
comment on column marts.innovation_mentions.quote is 'The words that report it: an exact slice of the passage.';
comment on column marts.innovation_mentions.page is 'PDF page where the quote begins.';
