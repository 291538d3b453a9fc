-- What an archive was made with, for manifests: one row, the same for the same archive.
-- Params: none.
select
  (select jsonb_build_object(
      'extract', extract_version, 'structure', structure_version, 'consolidate', consolidate_version,
      'model', model_version, 'settings', settings)
    from raw.pins where pin_id = (select max(pin_id) from raw.pins)) as versions,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'frame', pinned_coders.frame, 'codebook_version', pinned_coders.codebook_version,
      'coder', coder, 'coder_version', coder_version) order by pinned_coders.frame, coder), '[]')
    from raw.pinned_coders where pin_id = (select max(pin_id) from raw.pins)) as coders,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'frame', frame, 'codebook_version', codebook_version, 'title', title, 'sha256', sha256,
      'is_validated', is_validated, 'validated_against', validated_against) order by frame), '[]')
    from raw.codebooks where (frame, codebook_version) in (
      select frame, codebook_version from raw.pinned_coders where pin_id = (select max(pin_id) from raw.pins))
  ) as codebooks,
  (select jsonb_build_object('model_version', model_version, 'sha256', sha256) from raw.models
    where model_version = (select model_version from raw.pins order by pin_id desc limit 1)) as model,
  (select coalesce(jsonb_object_agg(outcome, files order by outcome), '{}')
    from (select outcome, count(*) as files from raw.documents group by outcome) as counted) as outcomes,
  (select coalesce(jsonb_agg(jsonb_build_object('document_id', document_id, 'sha256', sha256,
      'removed_on', to_char(removed_at at time zone 'UTC', 'YYYY-MM-DD')) order by document_id, removed_at), '[]')
    from raw.removals) as removed,
  (select max(file) from raw.migrations) as schema;
