-- One row per body and code.
create view marts.code_presence as
with counted as materialized (
  select meeting_id, organisation_code from derived.meetings where is_counted
),
answered as (
  select meeting_id, frame, codebook_version, count(*) as passages from derived.answers group by 1, 2, 3
),
decided as (
  select meeting_id, frame, code, count(*) as passages from derived.decisions group by 1, 2, 3
),
read as (
  select counted.organisation_code, answered.frame, answered.codebook_version, sum(answered.passages) as passages_read
  from answered
  inner join counted on counted.meeting_id = answered.meeting_id
  group by 1, 2, 3
),
found as (
  select counted.organisation_code, decided.frame, decided.code, sum(decided.passages) as passages
  from decided
  inner join counted on counted.meeting_id = decided.meeting_id
  group by 1, 2, 3
)
select
  read.organisation_code,
  codes.frame,
  codes.code,
  codes.label,
  coalesce(found.passages, 0)::integer as passages,
  coalesce(found.passages, 0) > 0 as is_present,
  codebooks.is_validated,
  read.passages_read::integer as passages_read
from read
inner join raw.codes on codes.frame = read.frame and codes.codebook_version = read.codebook_version
inner join raw.codebooks
  on codebooks.frame = read.frame and codebooks.codebook_version = read.codebook_version
left join found
  on found.organisation_code = read.organisation_code and found.frame = codes.frame and found.code = codes.code;

comment on view marts.code_presence is 'One row per body and code: whether any passage of its meetings that count has it.';
comment on column marts.code_presence.organisation_code is 'The body.';
comment on column marts.code_presence.frame is 'The coding frame.';
comment on column marts.code_presence.code is 'The code.';
comment on column marts.code_presence.label is 'The code in words.';
comment on column marts.code_presence.passages is 'Passages to which it applies.';
comment on column marts.code_presence.is_present is 'Whether there is at least one.';
comment on column marts.code_presence.is_validated is 'Whether codings of this frame have been held against a gold standard.';
comment on column marts.code_presence.passages_read is 'Passages of the body that were coded for the frame.';
