-- Every row is a mistake: a meeting whose counts of passages or words differ from its passages.
select meetings.meeting_id as what,
  meetings.passages || ' passages, ' || meetings.words || ' words' as place,
  count(passages.passage_id) || ' passages, ' || coalesce(sum(passages.words), 0) || ' words' as found
from raw.meetings
left join raw.passages on passages.meeting_id = meetings.meeting_id and passages.part = 'discussion'
group by meetings.meeting_id, meetings.passages, meetings.words
having meetings.passages <> count(passages.passage_id) or meetings.words <> coalesce(sum(passages.words), 0);
