-- Decide anew whose answer stands for each passage and frame of some meetings: a person's before the model's before
-- the rules', of the archive's pinned versions only; among people the latest, then in order of their names.
-- Params: $1 meeting ids (text[]). To be run after forget_answers, in the same transaction.
with current_pin as (select max(pin_id) as pin_id from raw.pins),
pinned as (
  select pinned_coders.* from raw.pinned_coders inner join current_pin on current_pin.pin_id = pinned_coders.pin_id
),
pinned_frames as (select distinct frame, codebook_version from pinned),
said as (
  select distinct passages.passage_id, codings.frame, passages.meeting_id, codings.coder, codings.coder_version,
    codings.codebook_version, codings.run_id
  from raw.passages
  -- Fenced off by its offset: looked up passage by passage, whatever the planner believes of a table still growing.
  cross join lateral (
    select * from raw.codings where codings.passage_id = passages.passage_id offset 0) as codings
  inner join pinned_frames
    on pinned_frames.frame = codings.frame and pinned_frames.codebook_version = codings.codebook_version
  left join pinned
    on pinned.frame = codings.frame and pinned.coder = codings.coder
    and pinned.coder_version = codings.coder_version
  where passages.meeting_id = any ($1::text[])
    and (pinned.coder is not null or codings.coder like 'human:%')
)
insert into derived.answers (passage_id, frame, meeting_id, coder, coder_version, codebook_version, run_id)
select distinct on (passage_id, frame)
  passage_id, frame, meeting_id, coder, coder_version, codebook_version, run_id
from said
order by passage_id, frame,
  case when coder like 'human:%' then 1 when coder = 'model' then 2 else 3 end,
  case when coder like 'human:%' then run_id end desc nulls last,
  coder, coder_version;
