-- One row per code that people have judged in a sample: how the machine in use errs on it in this archive.
create view marts.machine_errors as
select
  machine_errors.frame, machine_errors.code, machine_errors.coder, machine_errors.coder_version,
  machine_errors.sample_id, machine_errors.judged, machine_errors.positives,
  machine_errors.sensitivity, machine_errors.sensitivity_low, machine_errors.sensitivity_high,
  machine_errors.specificity, machine_errors.specificity_low, machine_errors.specificity_high,
  machine_errors.precision_share as precision, machine_errors.precision_low, machine_errors.precision_high,
  machine_errors.refreshed_at
from derived.machine_errors
where machine_errors.pin_id = (select max(pin_id) from raw.pins);

comment on view marts.machine_errors is 'One row per code that people have judged in a sample of this archive: how the machine in use errs on it, weighted by the sample''s chances. Empty where no person has coded a sample.';
comment on column marts.machine_errors.frame is 'The coding frame.';
comment on column marts.machine_errors.code is 'The code.';
comment on column marts.machine_errors.coder is 'The machine: model, or rules where the frame has no trained coder.';
comment on column marts.machine_errors.coder_version is 'Its version.';
comment on column marts.machine_errors.sample_id is 'The sample.';
comment on column marts.machine_errors.judged is 'Passages of the sample that people have coded.';
comment on column marts.machine_errors.positives is 'Of those, passages to which people say the code applies.';
comment on column marts.machine_errors.sensitivity is 'Share of passages with the code that the machine finds (recall).';
comment on column marts.machine_errors.sensitivity_low is 'Lower end of the 95% interval.';
comment on column marts.machine_errors.sensitivity_high is 'Upper end of it.';
comment on column marts.machine_errors.specificity is 'Share of passages without the code that the machine leaves alone.';
comment on column marts.machine_errors.specificity_low is 'Lower end of the 95% interval.';
comment on column marts.machine_errors.specificity_high is 'Upper end of it.';
comment on column marts.machine_errors.precision is 'Share of the machine''s yeses that are right.';
comment on column marts.machine_errors.precision_low is 'Lower end of the 95% interval.';
comment on column marts.machine_errors.precision_high is 'Upper end of it.';
comment on column marts.machine_errors.refreshed_at is 'When this was computed.';
