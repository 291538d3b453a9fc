-- The codes of the frames in use, in words.
-- Params: none.
select
  frame,
  frame_title as "frameTitle",
  is_validated as "isValidated",
  validated_against as "validatedAgainst",
  code,
  label,
  parent
from marts.codes
order by frame, place;
