-- The stored codebooks of given versions.
-- Params: $1 versions (jsonb object of frame to codebook_version).
select content
from raw.codebooks
inner join jsonb_each_text($1::jsonb) as wanted(frame, codebook_version) using (frame, codebook_version)
order by frame;
