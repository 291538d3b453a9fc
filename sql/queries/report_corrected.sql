-- Shares as counted and corrected, of frames of which people have coded a sample; always of the whole archive's scopes.
-- Params: none.
select frame, code, scope, organisation_code as "organisationCode", half_year as "halfYear", passages, applies,
  passages_covered as "passagesCovered", passages_judged as "passagesJudged", machine_share as "machineShare",
  corrected, corrected_low as "correctedLow", corrected_high as "correctedHigh", rogan_gladen as "roganGladen",
  rogan_gladen_low as "roganGladenLow", rogan_gladen_high as "roganGladenHigh", why_empty as "whyEmpty"
from marts.corrected_prevalence
where sample_id is not null
order by frame, code, array_position(array['archive', 'half_year', 'organisation'], scope), half_year, organisation_code;
