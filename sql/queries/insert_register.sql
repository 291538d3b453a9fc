-- Store the register of organisations.
-- Params: $1 entries (jsonb array of {code, name, aliases, sector, predecessors, opened, closed}).
insert into raw.register (organisation_code, organisation_name, aliases, sector, predecessors, opened, closed)
select code, name, array(select jsonb_array_elements_text(aliases)), sector,
  array(select jsonb_array_elements_text(predecessors)), opened, closed
from jsonb_to_recordset($1::jsonb)
  as entry(code text, name text, aliases jsonb, sector text, predecessors jsonb, opened date, closed date);
