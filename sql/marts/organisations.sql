-- One row per body.
create view marts.organisations as
select
  organisations.organisation_code,
  organisations.organisation_name,
  organisations.sector,
  organisations.is_confirmed,
  count(meetings.meeting_id) filter (where meetings.is_counted)::integer as meetings,
  min(meetings.meeting_date) filter (where meetings.is_counted) as first_meeting,
  max(meetings.meeting_date) filter (where meetings.is_counted) as last_meeting,
  coalesce(sum(meetings.passages) filter (where meetings.is_counted), 0)::integer as passages
from derived.organisations
left join derived.meetings on meetings.organisation_code = organisations.organisation_code
group by organisations.organisation_code, organisations.organisation_name, organisations.sector,
  organisations.is_confirmed;

comment on view marts.organisations is 'One row per body whose minutes are in the archive.';
comment on column marts.organisations.organisation_code is 'Code of the body, as in marts.meetings.';
comment on column marts.organisations.organisation_name is 'Its name: the manifest''s, or the spelling that its minutes print most often.';
comment on column marts.organisations.sector is 'Its sector, where a manifest says so.';
comment on column marts.organisations.is_confirmed is 'Whether a manifest names it; otherwise its name was read from minutes.';
comment on column marts.organisations.meetings is 'Its meetings that count.';
comment on column marts.organisations.first_meeting is 'Day of the first of them.';
comment on column marts.organisations.last_meeting is 'Day of the last of them.';
comment on column marts.organisations.passages is 'Passages of the discussion in them.';
