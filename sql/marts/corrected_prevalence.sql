-- One row per code and scope (the archive, a body, a half-year): the share of passages as counted, and corrected.
create view marts.corrected_prevalence as
with counted as (
  select meeting_id, organisation_code, half_year from derived.meetings where is_counted
),
answered as (
  select answers.frame, counted.organisation_code, counted.half_year, count(*) as passages
  from derived.answers
  inner join counted on counted.meeting_id = answers.meeting_id
  group by answers.frame, counted.organisation_code, counted.half_year
),
applied as (
  select decisions.frame, decisions.code, counted.organisation_code, counted.half_year, count(*) as passages
  from derived.decisions
  inner join counted on counted.meeting_id = decisions.meeting_id
  group by decisions.frame, decisions.code, counted.organisation_code, counted.half_year
),
scopes as (
  select frame, 'archive' as scope, null as organisation_code, null as half_year, sum(passages) as passages
  from answered group by frame
  union all
  select frame, 'organisation', organisation_code, null, sum(passages)
  from answered group by frame, organisation_code
  union all
  select frame, 'half_year', null, half_year, sum(passages)
  from answered where half_year is not null group by frame, half_year
),
applies as (
  select frame, code, 'archive' as scope, null as organisation_code, null as half_year, sum(passages) as passages
  from applied group by frame, code
  union all
  select frame, code, 'organisation', organisation_code, null, sum(passages)
  from applied group by frame, code, organisation_code
  union all
  select frame, code, 'half_year', null, half_year, sum(passages)
  from applied where half_year is not null group by frame, code, half_year
)
select
  scopes.frame,
  codes.code,
  scopes.scope,
  scopes.organisation_code,
  scopes.half_year,
  scopes.passages::integer as passages,
  coalesce(applies.passages, 0)::integer as applies,
  coalesce(applies.passages, 0)::double precision / scopes.passages as share,
  corrected.sample_id,
  corrected.passages as passages_covered,
  corrected.machine_applies::double precision / nullif(corrected.passages, 0) as machine_share,
  corrected.judged as passages_judged,
  corrected.corrected,
  corrected.corrected_low,
  corrected.corrected_high,
  corrected.rogan_gladen,
  corrected.rogan_gladen_low,
  corrected.rogan_gladen_high,
  case
    when corrected.frame is null then 'people have coded no sample of this frame'
    else corrected.why_empty
  end as why_empty,
  corrected.refreshed_at
from scopes
inner join derived.codes on codes.frame = scopes.frame
left join applies
  on applies.frame = codes.frame and applies.code = codes.code and applies.scope = scopes.scope
  and applies.organisation_code is not distinct from scopes.organisation_code
  and applies.half_year is not distinct from scopes.half_year
left join derived.corrected_prevalence as corrected
  on corrected.frame = codes.frame and corrected.code = codes.code and corrected.scope = scopes.scope
  and corrected.organisation_code is not distinct from scopes.organisation_code
  and corrected.half_year is not distinct from scopes.half_year
  and corrected.pin_id = (select max(pin_id) from raw.pins);

comment on view marts.corrected_prevalence is 'One row per code and scope: the share of passages to which the code applies, as counted, and corrected for the measured error of the machine. Corrected values come from passages of this archive that people have coded in a sample, never from the model card; they are empty where there are none. docs/human-coding.md has the formulas.';
comment on column marts.corrected_prevalence.frame is 'The coding frame.';
comment on column marts.corrected_prevalence.code is 'The code.';
comment on column marts.corrected_prevalence.scope is 'What the row is about: archive, organisation or half_year.';
comment on column marts.corrected_prevalence.organisation_code is 'The body, where the scope is one.';
comment on column marts.corrected_prevalence.half_year is 'The half-year, as ''2010-H1'', where the scope is one.';
comment on column marts.corrected_prevalence.passages is 'Coded passages of counted meetings.';
comment on column marts.corrected_prevalence.applies is 'Those to which the code applies by the decisions that stand, people''s among them.';
comment on column marts.corrected_prevalence.share is 'applies / passages: the share as counted, not corrected.';
comment on column marts.corrected_prevalence.sample_id is 'The sample that the correction is made from.';
comment on column marts.corrected_prevalence.passages_covered is 'Passages that the sample could have drawn and that are still as they were: what was read later is not covered.';
comment on column marts.corrected_prevalence.machine_share is 'Share of them to which the machine alone says the code applies.';
comment on column marts.corrected_prevalence.passages_judged is 'Passages of the sample in this scope that people have coded.';
comment on column marts.corrected_prevalence.corrected is 'Share of the passages covered to which the code truly applies, by the sample''s own chances within this scope (design-based). Empty below 30 coded passages.';
comment on column marts.corrected_prevalence.corrected_low is 'Lower end of the 95% interval.';
comment on column marts.corrected_prevalence.corrected_high is 'Upper end of it.';
comment on column marts.corrected_prevalence.rogan_gladen is 'The same by Rogan and Gladen: the machine''s share in this scope corrected by its errors over the whole archive. Takes the machine to err alike everywhere.';
comment on column marts.corrected_prevalence.rogan_gladen_low is 'Lower end of the 95% interval.';
comment on column marts.corrected_prevalence.rogan_gladen_high is 'Upper end of it.';
comment on column marts.corrected_prevalence.why_empty is 'Why corrected is empty; empty where it is not.';
comment on column marts.corrected_prevalence.refreshed_at is 'When the correction was computed.';
