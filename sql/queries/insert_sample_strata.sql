-- Store the strata of a sample.
-- Params: $1 sample_id, $2 strata (jsonb array of {stratum, band, passages, expected}).
insert into raw.sample_strata (sample_id, stratum, band, passages, expected)
select $1, stratum, band, passages, expected
from jsonb_to_recordset($2::jsonb) as stratum(stratum text, band text, passages integer, expected float8);
