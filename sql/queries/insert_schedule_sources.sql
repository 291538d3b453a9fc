-- Add the sources of a schedule, in their order.
-- Params: $1 schedule_name, $2 sources (jsonb array of {kind, place, organisationCode}).
insert into raw.schedule_sources (schedule_name, ordinal, kind, place, organisation_code)
select $1, source.ordinality - 1, source.value ->> 'kind', source.value ->> 'place', source.value ->> 'organisationCode'
from jsonb_array_elements($2::jsonb) with ordinality as source;
