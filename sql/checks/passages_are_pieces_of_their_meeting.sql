-- Every row is a mistake: a passage whose text is not in the reading text of its meeting.
select passages.passage_id as what, passages.meeting_id as place, left(passages.text, 80) as found
from raw.passages
inner join raw.meetings on meetings.meeting_id = passages.meeting_id
where strpos(meetings.text, passages.text) = 0;
