-- One row per body and month, from the body's first meeting to the archive's last.
create view marts.coverage as
with held as (
  select organisation_code, date_trunc('month', meeting_date)::date as month, count(*) as meetings_found
  from derived.meetings
  where is_counted and meeting_date is not null
  group by 1, 2
),
told as (
  select organisation_code, meeting_date from raw.expected_meetings
  union
  select manifest ->> 'organisationCode', (manifest ->> 'meetingDate')::date
  from raw.documents
  where manifest ->> 'organisationCode' is not null and manifest ->> 'meetingDate' is not null
    and superseded_by is null
),
expected as (
  select organisation_code, date_trunc('month', meeting_date)::date as month, count(*) as meetings_expected
  from told
  group by 1, 2
),
seen as (
  select organisation_code, month from held
  union
  select organisation_code, month from expected
),
months as (
  select bodies.organisation_code, month::date as month
  from (select organisation_code, min(month) as first_month from seen group by organisation_code) as bodies,
    (select max(month) as last_month from seen) as archive,
    generate_series(bodies.first_month, archive.last_month, interval '1 month') as month
)
select
  months.organisation_code,
  months.month,
  coalesce(held.meetings_found, 0)::integer as meetings_found,
  expected.meetings_expected::integer as meetings_expected
from months
left join held on held.organisation_code = months.organisation_code and held.month = months.month
left join expected
  on expected.organisation_code = months.organisation_code and expected.month = months.month;

comment on view marts.coverage is 'One row per body and month, from the body''s first meeting to the archive''s last month: gaps are rows with nothing found.';
comment on column marts.coverage.organisation_code is 'The body.';
comment on column marts.coverage.month is 'First day of the month.';
comment on column marts.coverage.meetings_found is 'Meetings that count, read in the archive.';
comment on column marts.coverage.meetings_expected is 'Days of meetings that a manifest names; empty where none names any in that month.';
