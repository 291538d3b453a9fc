-- Who has answered in one frame: people by the codebook in use, and machines in every version and by every codebook.
-- Params: $1 frame.
select distinct codings.coder, codings.coder_version as "coderVersion",
  codings.codebook_version as "codebookVersion"
from raw.codings
where codings.frame = $1
  and (codings.coder not like 'human:%' or codings.codebook_version = (
    select codebook_version from raw.pinned_coders
    where pin_id = (select max(pin_id) from raw.pins) and frame = $1 limit 1))
order by 1, 2, 3;
