-- Store the passages of a sample, in the order of the sheet.
-- Params: $1 sample_id, $2 passages (jsonb array of {passage_id, place, stratum, band, inclusion}).
insert into raw.sample_passages (sample_id, passage_id, place, stratum, band, inclusion)
select $1, passage_id, place, stratum, band, inclusion
from jsonb_to_recordset($2::jsonb) as passage(
  passage_id text, place integer, stratum text, band text, inclusion float8);
