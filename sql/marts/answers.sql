-- One row per passage and frame that was asked: whose answer stands, and how many codes apply by it.
create view marts.answers as
with applying as (
  select passage_id, frame, count(*)::integer as codes from derived.decisions group by passage_id, frame
)
select
  answers.passage_id,
  answers.meeting_id,
  answers.frame,
  coalesce(applying.codes, 0) as codes_that_apply,
  answers.coder,
  answers.coder_version,
  answers.codebook_version,
  answers.run_id
from derived.answers
left join applying on applying.passage_id = answers.passage_id and applying.frame = answers.frame;

comment on view marts.answers is 'One row per passage and frame that was asked: whose answer stands, and how many codes of the frame apply by it. Every code of the frame''s codebook that marts.codings does not show as applying was answered with no.';
comment on column marts.answers.passage_id is 'The passage.';
comment on column marts.answers.meeting_id is 'Its meeting.';
comment on column marts.answers.frame is 'The coding frame.';
comment on column marts.answers.codes_that_apply is 'How many codes of the frame apply; 0 says that none of them does.';
comment on column marts.answers.coder is 'Whose answer stands: rules, model, or human:<initials>.';
comment on column marts.answers.coder_version is 'Version of that coder.';
comment on column marts.answers.codebook_version is 'Version of the coding frame; marts.codes lists its codes.';
comment on column marts.answers.run_id is 'The run in which it was coded.';
