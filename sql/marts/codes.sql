-- One row per code of the frames in use.
create view marts.codes as
select frame, frame_title, code, label, parent, code_group, definition, is_validated, validated_against,
  codebook_version, ordinal as place
from derived.codes;

comment on view marts.codes is 'One row per code of the coding frames that the archive is coded by.';
comment on column marts.codes.frame is 'The coding frame.';
comment on column marts.codes.frame_title is 'Its title.';
comment on column marts.codes.code is 'The code.';
comment on column marts.codes.label is 'The code in words.';
comment on column marts.codes.parent is 'The code above it, which applies wherever it applies; empty at the top.';
comment on column marts.codes.code_group is 'Codes of one group exclude each other.';
comment on column marts.codes.definition is 'What the code means.';
comment on column marts.codes.is_validated is 'Whether codings of this frame have been held against a gold standard.';
comment on column marts.codes.validated_against is 'Which gold standard, or why there is none.';
comment on column marts.codes.codebook_version is 'Version of the frame.';
comment on column marts.codes.place is 'Place of the code in its frame, from 1.';
