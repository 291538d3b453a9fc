-- Passages and words by half-year and topic, over the scope; meetings without a day are a half-year "undated".
-- Params: $1 organisation_code or null, $2 first day or null, $3 last day or null.
-- The half-year is made here: joined to marts.meetings for it, this took 20 s over 800 meetings.
select
  case
    when meeting_date is null then 'undated'
    else to_char(meeting_date, 'YYYY') || case when extract(month from meeting_date) <= 6 then '-H1' else '-H2' end
  end as "halfYear",
  topic,
  sum(passages)::integer as passages,
  sum(words)::integer as words
from marts.attention_by_meeting
where (cast($1 as text) is null or organisation_code = $1)
  and (cast($2 as date) is null or meeting_date >= $2)
  and (cast($3 as date) is null or meeting_date <= $3)
group by 1, 2
order by 1, 2;
