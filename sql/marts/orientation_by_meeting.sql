-- One row per counted meeting whose passages were coded for orientation.
create view marts.orientation_by_meeting as
with read as (
  select meeting_id, count(*) as passages from derived.answers where frame = 'orientation' group by meeting_id
),
found as (
  select
    meeting_id,
    count(*) filter (where code = 'problem_sensing') as problem_sensing,
    count(*) filter (where code = 'comfort_seeking') as comfort_seeking
  from derived.decisions
  where frame = 'orientation' and code in ('problem_sensing', 'comfort_seeking')
  group by meeting_id
)
select
  meetings.meeting_id,
  meetings.organisation_code,
  meetings.meeting_date,
  read.passages::integer as passages,
  coalesce(found.problem_sensing, 0)::integer as problem_sensing,
  coalesce(found.comfort_seeking, 0)::integer as comfort_seeking,
  (found.problem_sensing - found.comfort_seeking)::double precision
    / nullif(found.problem_sensing + found.comfort_seeking, 0) as balance,
  2 * derived.wilson_low(found.problem_sensing, found.problem_sensing + found.comfort_seeking) - 1 as balance_low,
  2 * derived.wilson_high(found.problem_sensing, found.problem_sensing + found.comfort_seeking) - 1 as balance_high
from derived.meetings
inner join read on read.meeting_id = meetings.meeting_id
left join found on found.meeting_id = meetings.meeting_id
where meetings.is_counted;

comment on view marts.orientation_by_meeting is 'One row per meeting that counts: whether the board was looking for problems or for comfort.';
comment on column marts.orientation_by_meeting.meeting_id is 'The meeting.';
comment on column marts.orientation_by_meeting.organisation_code is 'Its body.';
comment on column marts.orientation_by_meeting.meeting_date is 'Its day; empty where none could be read.';
comment on column marts.orientation_by_meeting.passages is 'Passages coded for orientation.';
comment on column marts.orientation_by_meeting.problem_sensing is 'Passages with problem-sensing.';
comment on column marts.orientation_by_meeting.comfort_seeking is 'Passages with comfort-seeking. A passage may have both.';
comment on column marts.orientation_by_meeting.balance is '(problem_sensing - comfort_seeking) / (problem_sensing + comfort_seeking): 1 where all is problem-sensing, -1 where all is comfort-seeking, empty where neither occurs.';
comment on column marts.orientation_by_meeting.balance_low is 'Lower end of the 95% interval: Wilson''s for the share of problem-sensing, rescaled. Says how few passages there are, nothing of coding errors.';
comment on column marts.orientation_by_meeting.balance_high is 'Upper end of it.';
