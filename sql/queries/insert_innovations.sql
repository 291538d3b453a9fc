-- Store the distinct innovations of a body.
-- Params: $1 innovations (jsonb array of objects with the columns' names), $2 consolidate_version, $3 run_id.
insert into derived.innovations (
  innovation_id, organisation_code, label, domain, parent_domain, stage, first_mentioned, first_in_use,
  first_implemented_or_evaluated, in_use_at_first_meeting, consolidate_version, run_id)
select innovation_id, organisation_code, label, domain, parent_domain, stage, first_mentioned, first_in_use,
  first_implemented_or_evaluated, in_use_at_first_meeting, $2::integer, $3::bigint
from jsonb_populate_recordset(null::derived.innovations, $1::jsonb);
