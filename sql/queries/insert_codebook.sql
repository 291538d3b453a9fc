-- Store a coding frame with its version; the first text of a version stays.
-- Params: $1 frame, $2 codebook_version, $3 title, $4 source, $5 is_validated, $6 validated_against, $7 sha256, $8 content (jsonb).
insert into raw.codebooks (frame, codebook_version, title, source, is_validated, validated_against, sha256, content)
values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
on conflict (frame, codebook_version) do nothing;
