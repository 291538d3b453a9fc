-- Lock the bodies of these documents, and those named, in order of code, whatever order they are asked for in.
-- Params: $1 document ids (text[]), $2 organisation codes (text[]).
select organisation_code from raw.organisations
where organisation_code in (select organisation_code from raw.meetings where document_id = any ($1::text[]))
  or organisation_code = any ($2::text[])
order by organisation_code
for no key update;
