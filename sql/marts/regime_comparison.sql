-- One row per body, regime and period, zero cells shown.
create view marts.regime_comparison as
with said as (
  select
    regime_meetings.organisation_code,
    regime_meetings.regime,
    regime_meetings.period,
    count(*) as meetings,
    min(regime_meetings.meeting_date) as first_meeting,
    max(regime_meetings.meeting_date) as last_meeting,
    sum(orientation.passages) as passages,
    sum(orientation.problem_sensing) as problem_sensing,
    sum(orientation.comfort_seeking) as comfort_seeking
  from marts.regime_meetings
  left join marts.orientation_by_meeting as orientation on orientation.meeting_id = regime_meetings.meeting_id
  group by 1, 2, 3
),
introduced as (
  select organisation_code, regime, period, count(*) as innovations from marts.regime_innovations group by 1, 2, 3
)
select
  spans.organisation_code,
  spans.regime,
  periods.period,
  case periods.period
    when 'before' then said.first_meeting when 'during' then spans.first_day else spans.last_day + 1
  end as from_date,
  case periods.period
    when 'before' then spans.first_day - 1 when 'during' then spans.last_day else said.last_meeting
  end as to_date,
  coalesce(said.meetings, 0)::integer as meetings,
  coalesce(said.passages, 0)::integer as passages,
  coalesce(said.problem_sensing, 0)::integer as problem_sensing,
  coalesce(said.comfort_seeking, 0)::integer as comfort_seeking,
  (said.problem_sensing - said.comfort_seeking)::double precision
    / nullif(said.problem_sensing + said.comfort_seeking, 0)::double precision as balance,
  coalesce(introduced.innovations, 0)::integer as innovations
from derived.regime_spans as spans
cross join (values ('before'), ('during'), ('after')) as periods(period)
left join said
  on said.organisation_code = spans.organisation_code and said.regime = spans.regime and said.period = periods.period
left join introduced
  on introduced.organisation_code = spans.organisation_code and introduced.regime = spans.regime
  and introduced.period = periods.period
where exists (
  select from marts.regime_meetings
  where regime_meetings.organisation_code = spans.organisation_code and regime_meetings.regime = spans.regime);

comment on view marts.regime_comparison is 'One row per body, regime and period: what its minutes say before, during and after a rating or regime. Bodies without minutes are left out; periods without are zeros.';
comment on column marts.regime_comparison.organisation_code is 'The body that had the regime. Minutes of bodies that it came from and that came from it count with it, as marts.regime_meetings says.';
comment on column marts.regime_comparison.regime is 'The rating or regime, in the words of the file that was brought.';
comment on column marts.regime_comparison.period is 'before its first spell, during one, or after the last. Several spells of one regime are taken together; the time between them is in no period.';
comment on column marts.regime_comparison.from_date is 'First day of the period; before: the first meeting read, empty where there is none.';
comment on column marts.regime_comparison.to_date is 'Last day of the period; during: empty while the regime is in force; after: the last meeting read, empty where there is none.';
comment on column marts.regime_comparison.meetings is 'Meetings that count.';
comment on column marts.regime_comparison.passages is 'Passages coded for orientation.';
comment on column marts.regime_comparison.problem_sensing is 'Passages with problem-sensing.';
comment on column marts.regime_comparison.comfort_seeking is 'Passages with comfort-seeking. A passage may have both.';
comment on column marts.regime_comparison.balance is '(problem_sensing - comfort_seeking) / (problem_sensing + comfort_seeking); empty where neither occurs.';
comment on column marts.regime_comparison.innovations is 'Distinct innovations that came into use in the period, by the first meeting that reports their use.';
