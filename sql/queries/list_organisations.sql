-- The bodies of the archive.
-- Params: none.
select organisation_code, organisation_name, sector, is_confirmed, meetings
from marts.organisations
order by organisation_code;
