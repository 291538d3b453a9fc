-- Every row is a mistake: a machine's answer that stands although the archive is pinned to another version.
select answers.passage_id as what, answers.frame as place, answers.coder || ' ' || answers.coder_version as found
from derived.answers
where answers.coder not like 'human:%' and not exists (
  select from raw.pinned_coders
  where pinned_coders.pin_id = (select max(pin_id) from raw.pins)
    and pinned_coders.frame = answers.frame and pinned_coders.codebook_version = answers.codebook_version
    and pinned_coders.coder = answers.coder and pinned_coders.coder_version = answers.coder_version);
