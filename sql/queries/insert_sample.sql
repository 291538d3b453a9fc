-- Store the design of a sample; drawing the same sample again changes nothing.
-- Params: $1 sample (jsonb object with the columns' names).
insert into raw.samples (
  sample_id, frame, codebook_version, coder, coder_version, stratified_by, seed, passages_in_frame, passages_drawn,
  run_id)
select sample_id, frame, codebook_version, coder, coder_version, stratified_by, seed, passages_in_frame,
  passages_drawn, run_id
from jsonb_populate_record(null::raw.samples, $1::jsonb)
on conflict (sample_id) do nothing
returning sample_id;
