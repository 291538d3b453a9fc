-- Decide anew whose answer stands for each passage and frame of some meetings, by the archive's pinned versions only:
-- people's consensus before a person's before the model's before the rules'; among people the answer of most, on a tie
-- that of the person whose name comes first; of one person the last version. The same rule as pipeline/code/decide.ts.
-- Params: $1 meeting ids (text[]). To be run after forget_answers, in the same transaction.
with current_pin as (select max(pin_id) as pin_id from raw.pins),
pinned as (
  select pinned_coders.* from raw.pinned_coders inner join current_pin on current_pin.pin_id = pinned_coders.pin_id
),
pinned_frames as (select distinct frame, codebook_version from pinned),
said as (
  select passages.passage_id, codings.frame, passages.meeting_id, codings.coder, codings.coder_version,
    codings.codebook_version, codings.code, codings.run_id,
    case
      when codings.coder = 'human:consensus' then 0
      when codings.coder like 'human:%' then 1
      when codings.coder = 'model' then 2
      else 3
    end as place
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
),
-- Sorting them all costs what the rest costs: nearly always nobody but machines has answered, one version each.
answered as (
  select passage_id, frame, meeting_id, coder, coder_version, codebook_version, place,
    min(run_id) as run_id,
    case when place = 1 then string_agg(code, ' ' order by code collate "C") end as answer
  from said
  group by passage_id, frame, meeting_id, coder, coder_version, codebook_version, place
),
latest as (
  select distinct on (passage_id, frame, coder) *
  from answered
  order by passage_id, frame, coder, coder_version collate "C" desc
),
supported as (
  select *,
    case when place = 1 then count(*) over (partition by passage_id, frame, place, answer) end as supporters
  from latest
)
insert into derived.answers (passage_id, frame, meeting_id, coder, coder_version, codebook_version, run_id)
select distinct on (passage_id, frame)
  passage_id, frame, meeting_id, coder, coder_version, codebook_version, run_id
from supported
order by passage_id, frame, place, supporters desc nulls last, coder collate "C";
