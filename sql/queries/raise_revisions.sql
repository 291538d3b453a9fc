-- Note that something changed from which the innovations of the bodies of these documents, and of those named, are made.
-- Params: $1 document ids (text[]), $2 organisation codes (text[]).
-- In order of code: two documents of the same bodies at once must not wait for each other in a circle.
with touched as (
  select organisation_code from raw.organisations
  where organisation_code in (select organisation_code from raw.meetings where document_id = any ($1::text[]))
    or organisation_code = any ($2::text[])
  order by organisation_code
  for no key update
)
update raw.organisations set revision = revision + 1
from touched
where organisations.organisation_code = touched.organisation_code;
