-- Every row is a mistake: a body whose half-years do not sum to its meetings.
with halves as (
  select organisation_code, sum(passages) as passages, sum(problem_sensing) as problem_sensing,
    sum(comfort_seeking) as comfort_seeking
  from marts.orientation_by_organisation
  group by organisation_code
),
decided as (
  select meetings.organisation_code,
    count(*) filter (where codings.code = 'problem_sensing' and codings.applies) as problem_sensing,
    count(*) filter (where codings.code = 'comfort_seeking' and codings.applies) as comfort_seeking,
    count(distinct codings.passage_id) as passages
  from marts.codings
  inner join marts.meetings on meetings.meeting_id = codings.meeting_id and meetings.is_counted
  where codings.frame = 'orientation'
  group by meetings.organisation_code
)
select organisation_code as what, decided::text as place, halves::text as found
from decided
left join halves using (organisation_code)
where (decided.passages, decided.problem_sensing, decided.comfort_seeking)
  is distinct from (halves.passages, halves.problem_sensing, halves.comfort_seeking);
