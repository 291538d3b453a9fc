-- How the machine errs by people's codings of a sample of this archive, and of how many bodies the sample is.
-- Params: none.
select machine_errors.frame, machine_errors.code, machine_errors.coder_version as "coderVersion", machine_errors.judged,
  machine_errors.positives, machine_errors.sensitivity, machine_errors.sensitivity_low as "sensitivityLow",
  machine_errors.sensitivity_high as "sensitivityHigh", machine_errors.precision,
  machine_errors.precision_low as "precisionLow", machine_errors.precision_high as "precisionHigh",
  (
    select count(*)::integer from marts.corrected_prevalence as body
    where body.frame = machine_errors.frame and body.code = machine_errors.code
      and body.scope = 'organisation' and body.passages_judged > 0) as bodies
from marts.machine_errors
order by machine_errors.frame, machine_errors.code;
