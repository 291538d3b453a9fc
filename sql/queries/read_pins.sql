-- The versions that stand for the archive now; no row before the first.
-- Params: none.
select extract_version as "extractVersion", structure_version as "structureVersion",
  consolidate_version as "consolidateVersion", model_version as "modelVersion", settings,
  coalesce(
    jsonb_agg(
      jsonb_build_object('frame', frame, 'codebookVersion', codebook_version, 'coder', coder, 'coderVersion', coder_version)
      order by frame, coder) filter (where frame is not null), '[]') as coders
from raw.pins
left join raw.pinned_coders on pinned_coders.pin_id = pins.pin_id
where pins.pin_id = (select max(pin_id) from raw.pins)
group by pins.pin_id;
