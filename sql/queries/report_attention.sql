-- Passages and words by half-year and topic, over the scope; meetings without a day are a half-year "undated".
-- Params: $1 organisation_code or null, $2 first day or null, $3 last day or null.
select
  coalesce(meetings.half_year, 'undated') as "halfYear",
  attention.topic,
  sum(attention.passages)::integer as passages,
  sum(attention.words)::integer as words
from marts.attention_by_meeting as attention
inner join marts.meetings on meetings.meeting_id = attention.meeting_id
where (cast($1 as text) is null or meetings.organisation_code = $1)
  and (cast($2 as date) is null or meetings.meeting_date >= $2)
  and (cast($3 as date) is null or meetings.meeting_date <= $3)
group by 1, 2
order by 1, 2;
