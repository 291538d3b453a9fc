-- Store how the machine errs by a sample, under the pin of now.
-- Params: $1 rows (jsonb array of objects with the columns' names).
insert into derived.machine_errors
select pins.pin_id, row.sample_id, row.frame, row.code, row.coder, row.coder_version, row.judged, row.positives,
  row.sensitivity, row.sensitivity_low, row.sensitivity_high, row.specificity, row.specificity_low,
  row.specificity_high, row.precision_share, row.precision_low, row.precision_high, now()
from jsonb_populate_recordset(null::derived.machine_errors, $1::jsonb) as row
cross join (select max(pin_id) as pin_id from raw.pins) as pins;
