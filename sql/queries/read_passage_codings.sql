-- Everything that coders ever said of one passage: whether by the versions that stand, and whose answer stands.
-- Params: $1 passage_id.
with pinned as (select * from raw.pinned_coders where pin_id = (select max(pin_id) from raw.pins))
select codings.passage_id as "passageId", codings.frame, codings.code, codings.coder,
  codings.coder_version as "coderVersion", codings.codebook_version as "codebookVersion", codings.probability,
  codings.quote, codings.page, codings.spans, codings.because, codings.run_id as "runId",
  exists (
    select from pinned
    where pinned.frame = codings.frame and pinned.codebook_version = codings.codebook_version
      and (codings.coder like 'human:%'
        or (pinned.coder = codings.coder and pinned.coder_version = codings.coder_version))) as "isPinned",
  answers.passage_id is not null as "stands"
from raw.codings
left join raw.codes
  on codes.frame = codings.frame and codes.codebook_version = codings.codebook_version and codes.code = codings.code
left join derived.answers
  on answers.passage_id = codings.passage_id and answers.frame = codings.frame and answers.coder = codings.coder
  and answers.coder_version = codings.coder_version and answers.codebook_version = codings.codebook_version
where codings.passage_id = $1
order by codings.frame, codings.codebook_version desc,
  case when codings.coder like 'human:%' then 1 when codings.coder = 'model' then 2 else 3 end,
  codings.coder, codings.coder_version desc, codes.ordinal;
