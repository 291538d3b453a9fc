-- Write down which codes apply by the answers that stand, a code's parents with it where the coder did not name them.
-- Params: $1 meeting ids (text[]). To be run after decide_answers, in the same transaction.
with recursive said as (
  select answers.passage_id, answers.frame, answers.codebook_version, codings.code, answers.meeting_id,
    codings.coding_id, codings.probability, codings.quote, codings.page, 0 as steps, codings.code as said_code
  from derived.answers
  -- Fenced off by its offset: looked up passage by passage, whatever the planner believes of a table still growing.
  cross join lateral (
    select * from raw.codings
    where codings.passage_id = answers.passage_id and codings.frame = answers.frame
      and codings.code is not null and codings.coder = answers.coder
      and codings.coder_version = answers.coder_version and codings.codebook_version = answers.codebook_version
    offset 0) as codings
  where answers.meeting_id = any ($1::text[])
  union all
  select said.passage_id, said.frame, said.codebook_version, codes.parent, said.meeting_id, said.coding_id,
    said.probability, said.quote, said.page, said.steps + 1, said.said_code
  from said
  inner join raw.codes
    on codes.frame = said.frame and codes.codebook_version = said.codebook_version and codes.code = said.code
  inner join raw.codes as parents
    on parents.frame = codes.frame and parents.codebook_version = codes.codebook_version
    and parents.code = codes.parent
)
insert into derived.decisions (passage_id, frame, code, meeting_id, coding_id, probability, quote, page)
select distinct on (passage_id, frame, code)
  passage_id, frame, code, meeting_id, coding_id, probability, quote, page
from said
order by passage_id, frame, code, steps, probability desc nulls last, said_code;
