-- Note that the innovations of every body that has any meetings are to be put together again.
-- Params: none. In order of code, as everybody locks bodies.
with touched as (
  select organisation_code from raw.organisations where revision > 0 order by organisation_code for no key update
)
update raw.organisations set revision = revision + 1
from touched
where organisations.organisation_code = touched.organisation_code;
