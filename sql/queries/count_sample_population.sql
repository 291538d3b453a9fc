-- How many passages of a sample's population there are by body, half-year and band, and of how many of them the machine
-- in use says that a code applies; code is null for all passages.
-- Params: $1 sample_id, $2 frame, $3 codebook_version, $4 coder, $5 coder_version.
with members as materialized (select * from derived.sample_population where sample_id = $1)
select organisation_code as "organisationCode", half_year as "halfYear", band, null as code,
  count(*)::integer as passages
from members
group by organisation_code, half_year, band
union all
select members.organisation_code, members.half_year, members.band, codings.code, count(*)::integer
from members
-- Fenced off by its offset: looked up passage by passage.
cross join lateral (
  select code from raw.codings
  where codings.passage_id = members.passage_id and codings.frame = $2 and codings.codebook_version = $3
    and codings.coder = $4 and codings.coder_version = $5 and codings.code is not null
  offset 0) as codings
group by members.organisation_code, members.half_year, members.band, codings.code;
