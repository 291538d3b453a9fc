-- Orientation by body, over all half-years.
-- Params: none.
select organisation_code, organisation_name,
  sum(orientation.meetings)::int as meetings, sum(orientation.passages)::int as passages,
  sum(problem_sensing)::int as problem_sensing, sum(comfort_seeking)::int as comfort_seeking
from marts.orientation_by_organisation as orientation
inner join marts.organisations using (organisation_code)
group by organisation_code, organisation_name
order by organisation_code;
