-- Store what coders said about passages; saying it again changes nothing.
-- Params: $1 run_id, $2 codings (jsonb array of objects with the columns' names).
insert into raw.codings (
  passage_id, frame, code, coder, coder_version, codebook_version, probability, quote, page, spans, because, run_id)
select passage_id, frame, code, coder, coder_version, codebook_version, probability, quote, page, spans, because, $1
from jsonb_to_recordset($2::jsonb) as coding(
  passage_id text, frame text, code text, coder text, coder_version text, codebook_version text,
  probability float8, quote text, page integer, spans jsonb, because jsonb)
on conflict (passage_id, frame, code, coder, coder_version, codebook_version) do nothing;
