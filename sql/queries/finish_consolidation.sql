-- Note from which state of a body's record its innovations were made. A dead letter of the body is cleared.
-- Params: $1 organisation_code, $2 revision, $3 consolidate_version.
with cleared as (
  update raw.failures set cleared_at = now(), retry_asked_at = null
  where organisation_code = $1 and cleared_at is null
)
update raw.organisations
set consolidated_revision = greatest(consolidated_revision, $2), consolidate_version = $3
where organisation_code = $1;
