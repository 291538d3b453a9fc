-- One row per code of the frames that the archive is pinned to.
create view derived.codes as
select
  codes.frame, codes.codebook_version, codes.code, codes.ordinal, codes.label, codes.parent, codes.code_group,
  codes.definition, codebooks.title as frame_title, codebooks.is_validated, codebooks.validated_against
from raw.codes
inner join raw.codebooks
  on codebooks.frame = codes.frame and codebooks.codebook_version = codes.codebook_version
where exists (
  select from raw.pinned_coders
  where pinned_coders.pin_id = (select max(pin_id) from raw.pins)
    and pinned_coders.frame = codes.frame and pinned_coders.codebook_version = codes.codebook_version);
