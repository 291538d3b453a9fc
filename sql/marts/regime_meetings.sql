-- One row per body, regime and meeting that is compared for it.
create view marts.regime_meetings as
select * from (
  select
    spans.organisation_code,
    spans.regime,
    case
      when meetings.meeting_date < spans.first_day then 'before'
      when spans.spells @> meetings.meeting_date then 'during'
      when meetings.meeting_date > spans.last_day then 'after'
    end as period,
    meetings.meeting_id,
    meetings.organisation_code as meeting_organisation_code,
    meetings.meeting_date
  from derived.regime_spans as spans
  inner join derived.lineages on lineages.organisation_code = spans.organisation_code
  inner join derived.meetings
    on meetings.organisation_code = lineages.member_code
    and meetings.is_counted
    and meetings.meeting_date >= coalesce(lineages.since, '-infinity')
    and meetings.meeting_date <= coalesce(lineages.until, 'infinity')
) as placed
where period is not null;

comment on view marts.regime_meetings is 'One row per body, regime and meeting that counts: in which period of the regime it was held. Meetings between two spells of one regime are in none.';
comment on column marts.regime_meetings.organisation_code is 'The body that had the regime.';
comment on column marts.regime_meetings.regime is 'The rating or regime.';
comment on column marts.regime_meetings.period is 'before its first spell, during one, or after the last.';
comment on column marts.regime_meetings.meeting_id is 'The meeting.';
comment on column marts.regime_meetings.meeting_organisation_code is 'The body that met: the same, one that it came from (before it began), or one that came from it (after it ended).';
comment on column marts.regime_meetings.meeting_date is 'The day.';
