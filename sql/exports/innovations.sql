-- Innovations that a chosen meeting mentions. Their counts and dates are of the whole archive.
select * from marts.innovations
where innovation_id in (
  select innovation_id from marts.innovation_mentions
  inner join marts.passages using (passage_id)
  where passages.meeting_id in (select meeting_id from pg_temp.chosen_meetings))
order by innovation_id
