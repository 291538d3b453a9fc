-- Note from which state of a body's record its innovations were made.
-- Params: $1 organisation_code, $2 revision, $3 consolidate_version.
update raw.organisations
set consolidated_revision = greatest(consolidated_revision, $2), consolidate_version = $3
where organisation_code = $1;
