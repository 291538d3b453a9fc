-- Bodies of whose meetings something changed since their innovations were put together, or by another version.
-- Those on which the program failed are left out until something of them changes or somebody asks for another try.
-- Params: $1 consolidate_version.
select organisation_code from raw.organisations
where revision > 0
  and (revision <> consolidated_revision or consolidate_version is distinct from $1)
  and not exists (
    select from raw.failures
    where failures.organisation_code = organisations.organisation_code and failures.cleared_at is null
      and failures.reason = 'fault of boardsense' and failures.revision = organisations.revision
      and failures.retry_asked_at is null)
order by organisation_code;
