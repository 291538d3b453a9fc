-- One row per body under a regime and body whose minutes speak for it: itself, those it came from, those that came from it.
-- A body that it came from speaks until the day before it began; one that came from it speaks from the day after it
-- ended. It began on the day the register says, else at its first meeting; it ended likewise.
create view derived.lineages as
with recursive lives as (
  select
    bodies.organisation_code,
    coalesce(register.opened, meetings.first_meeting) as began,
    coalesce(register.closed, meetings.last_meeting) as ended
  from (
    select organisation_code from raw.regimes
    union select predecessor_code from raw.successions
    union select successor_code from raw.successions
  ) as bodies
  left join raw.register on register.organisation_code = bodies.organisation_code
  left join (
    select organisation_code, min(meeting_date) as first_meeting, max(meeting_date) as last_meeting
    from derived.meetings
    where is_counted
    group by organisation_code
  ) as meetings on meetings.organisation_code = bodies.organisation_code
),
forebears as (
  select regimes.organisation_code, regimes.organisation_code as member_code, null::date as until,
    array[regimes.organisation_code] as path
  from (select distinct organisation_code from raw.regimes) as regimes
  union all
  select forebears.organisation_code, successions.predecessor_code,
    least(forebears.until, lives.began - 1), forebears.path || successions.predecessor_code
  from forebears
  inner join raw.successions on successions.successor_code = forebears.member_code
  inner join lives on lives.organisation_code = forebears.member_code
  where successions.predecessor_code <> all (forebears.path)
),
heirs as (
  select regimes.organisation_code, regimes.organisation_code as member_code, null::date as since,
    array[regimes.organisation_code] as path
  from (select distinct organisation_code from raw.regimes) as regimes
  union all
  select heirs.organisation_code, successions.successor_code,
    greatest(heirs.since, lives.ended + 1), heirs.path || successions.successor_code
  from heirs
  inner join raw.successions on successions.predecessor_code = heirs.member_code
  inner join lives on lives.organisation_code = heirs.member_code
  where successions.successor_code <> all (heirs.path)
)
select organisation_code, member_code, null::date as since, max(until) as until
from forebears
group by organisation_code, member_code
union
select organisation_code, member_code, min(since), null::date
from heirs
where member_code <> organisation_code
group by organisation_code, member_code;
