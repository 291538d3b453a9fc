-- Store corrected shares, under the pin of now. Bodies that have gone meanwhile are left out.
-- Params: $1 rows (jsonb array of objects with the columns' names).
insert into derived.corrected_prevalence
select pins.pin_id, row.sample_id, row.frame, row.code, row.scope, row.organisation_code, row.half_year, row.passages,
  row.machine_applies, row.judged, row.corrected, row.corrected_low, row.corrected_high, row.rogan_gladen,
  row.rogan_gladen_low, row.rogan_gladen_high, row.why_empty, now()
from jsonb_populate_recordset(null::derived.corrected_prevalence, $1::jsonb) as row
cross join (select max(pin_id) as pin_id from raw.pins) as pins
where row.organisation_code is null
  or exists (
    select from raw.organisations where organisations.organisation_code = row.organisation_code);
