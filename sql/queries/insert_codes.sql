-- Store the codes of a coding frame.
-- Params: $1 frame, $2 codebook_version, $3 codes (jsonb array of {code, label, parent, group, definition}, in order).
insert into raw.codes (frame, codebook_version, code, ordinal, label, parent, code_group, definition)
select $1, $2, code->>'code', ordinal, code->>'label', code->>'parent', code->>'group', code->>'definition'
from jsonb_array_elements($3::jsonb) with ordinality as codes(code, ordinal)
on conflict (frame, codebook_version, code) do nothing;
