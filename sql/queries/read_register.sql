-- The register of organisations, in order of code.
-- Params: none.
select organisation_code as code, organisation_name as name, aliases, sector, predecessors, opened, closed
from raw.register
order by organisation_code;
