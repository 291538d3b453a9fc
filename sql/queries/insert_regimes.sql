-- Store the spells of one scheme.
-- Params: $1 scheme, $2 source, $3 spells (jsonb array of {organisationCode, regime, fromDate, toDate, given, line}).
insert into raw.regimes (scheme, organisation_code, regime, from_date, to_date, organisation_given, source, line)
select $1, "organisationCode", regime, "fromDate", "toDate", given, $2, line
from jsonb_to_recordset($3::jsonb) as spell(
  "organisationCode" text, regime text, "fromDate" date, "toDate" date, given text, line integer);
