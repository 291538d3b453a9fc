-- Bodies of whose meetings something changed since their innovations were put together, or by another version.
-- Params: $1 consolidate_version.
select organisation_code from raw.organisations
where revision > 0
  and (revision <> consolidated_revision or consolidate_version is distinct from $1)
order by organisation_code;
