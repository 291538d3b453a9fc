-- One row per body and half-year with counted meetings that were coded for orientation.
create view marts.orientation_by_organisation as
select
  organisation_code,
  derived.half_year(meeting_date) as half_year,
  count(*)::integer as meetings,
  sum(passages)::integer as passages,
  sum(problem_sensing)::integer as problem_sensing,
  sum(comfort_seeking)::integer as comfort_seeking,
  (sum(problem_sensing) - sum(comfort_seeking))::double precision
    / nullif(sum(problem_sensing) + sum(comfort_seeking), 0) as balance,
  2 * derived.wilson_low(sum(problem_sensing), sum(problem_sensing) + sum(comfort_seeking)) - 1 as balance_low,
  2 * derived.wilson_high(sum(problem_sensing), sum(problem_sensing) + sum(comfort_seeking)) - 1 as balance_high
from marts.orientation_by_meeting
group by organisation_code, derived.half_year(meeting_date);

comment on view marts.orientation_by_organisation is 'One row per body and half-year: marts.orientation_by_meeting, summed.';
comment on column marts.orientation_by_organisation.organisation_code is 'The body.';
comment on column marts.orientation_by_organisation.half_year is 'The half-year: 2010-H1 is January to June 2010; empty for meetings without a date.';
comment on column marts.orientation_by_organisation.meetings is 'Meetings that count.';
comment on column marts.orientation_by_organisation.passages is 'Passages coded for orientation.';
comment on column marts.orientation_by_organisation.problem_sensing is 'Passages with problem-sensing.';
comment on column marts.orientation_by_organisation.comfort_seeking is 'Passages with comfort-seeking. A passage may have both.';
comment on column marts.orientation_by_organisation.balance is 'As in marts.orientation_by_meeting, from the sums.';
comment on column marts.orientation_by_organisation.balance_low is 'Lower end of its 95% interval.';
comment on column marts.orientation_by_organisation.balance_high is 'Upper end of it.';
