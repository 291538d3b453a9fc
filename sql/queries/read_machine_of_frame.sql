-- The machine coder whose answers stand for a frame where no person has answered; no row where the frame is not coded.
-- Params: $1 frame.
select pinned_coders.codebook_version as "codebookVersion", pinned_coders.coder,
  pinned_coders.coder_version as "coderVersion", codebooks.content as codebook
from raw.pinned_coders
inner join raw.codebooks
  on codebooks.frame = pinned_coders.frame and codebooks.codebook_version = pinned_coders.codebook_version
where pin_id = (select max(pin_id) from raw.pins) and pinned_coders.frame = $1
order by coder = 'model' desc limit 1;
