-- Mentions in the chosen meetings.
select innovation_mentions.* from marts.innovation_mentions
inner join marts.passages using (passage_id)
where passages.meeting_id in (select meeting_id from pg_temp.chosen_meetings)
order by innovation_id, passage_id
