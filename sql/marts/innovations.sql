-- One row per distinct innovation of a body.
create view marts.innovations as
with mentioned as (
  select innovation_id, count(*)::integer as mentions from derived.innovation_mentions group by innovation_id
)
select
  innovations.innovation_id,
  innovations.organisation_code,
  innovations.label,
  innovations.domain,
  innovations.parent_domain,
  innovations.stage,
  innovations.first_mentioned,
  innovations.first_in_use,
  derived.half_year(innovations.first_in_use) as half_year_in_use,
  innovations.first_implemented_or_evaluated,
  innovations.in_use_at_first_meeting,
  coalesce(mentioned.mentions, 0) as mentions
from derived.innovations
left join mentioned on mentioned.innovation_id = innovations.innovation_id;

comment on view marts.innovations is 'One row per distinct innovation of a body, however often and in whatever words it is mentioned.';
comment on column marts.innovations.innovation_id is 'Stays the same when more minutes come in, as long as its first mention stays.';
comment on column marts.innovations.organisation_code is 'The body.';
comment on column marts.innovations.label is 'What it is, in the words of one of its mentions.';
comment on column marts.innovations.domain is 'One of the study''s seven domains.';
comment on column marts.innovations.parent_domain is 'productivity, safety or quality: our grouping of the seven.';
comment on column marts.innovations.stage is 'Stage of its latest mention: proposed, approved, pilot, implemented, evaluated or abandoned.';
comment on column marts.innovations.first_mentioned is 'Day of the meeting that first mentions it.';
comment on column marts.innovations.first_in_use is 'Day of the first meeting that reports it in use (pilot, implemented or evaluated); empty where none does.';
comment on column marts.innovations.half_year_in_use is 'Half-year of that day.';
comment on column marts.innovations.first_implemented_or_evaluated is 'Day of the first meeting that reports it implemented or evaluated: the strict count.';
comment on column marts.innovations.in_use_at_first_meeting is 'Whether the first meeting read of the body already reports it in use: it may be older than the archive.';
comment on column marts.innovations.mentions is 'Passages that mention it. Mentions too doubtful to be counted belong to no innovation.';
