-- Store how pairs of coders agree, under the pin of now.
-- Params: $1 rows (jsonb array of objects with the columns' names).
insert into derived.coder_agreement
select pins.pin_id, row.frame, row.code, row.coder_one, row.coder_one_version, row.coder_two, row.coder_two_version,
  row.coder_two_codebook, row.weighting, row.sample_id, row.passages, row.both_say_yes, row.only_one_says_yes,
  row.only_two_says_yes, row.percent, row.percent_low, row.percent_high, row.kappa, row.kappa_low, row.kappa_high,
  row.ac1, row.ac1_low, row.ac1_high, row.alpha, row.alpha_low, row.alpha_high, row.positive_agreement,
  row.positive_agreement_low, row.positive_agreement_high, now()
from jsonb_populate_recordset(null::derived.coder_agreement, $1::jsonb) as row
cross join (select max(pin_id) as pin_id from raw.pins) as pins;
