-- Distinct innovations of the scope's bodies, of all periods: which count in a period is decided from their days.
-- Params: $1 organisation_code or null.
select
  innovation_id as "innovationId",
  organisation_code as "organisationCode",
  label,
  domain,
  parent_domain as "parentDomain",
  stage,
  first_mentioned as "firstMentioned",
  first_in_use as "firstInUse",
  first_implemented_or_evaluated as "firstImplementedOrEvaluated",
  in_use_at_first_meeting as "inUseAtFirstMeeting"
from marts.innovations
where cast($1 as text) is null or organisation_code = $1
order by coalesce(first_in_use, first_mentioned), organisation_code, innovation_id;
