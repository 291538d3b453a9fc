-- Codes that each pinned coder and every person said of some meetings, whoever's answer stands, in order of place.
-- Params: $1 meeting ids (text[]).
select passages.meeting_id, codings.passage_id, codings.frame, codings.code, codings.probability, codings.quote,
  codings.page, codings.coder, codings.coder_version, codings.codebook_version,
  nullif(concat_ws('; ',
    'rules ' || nullif(array_to_string(array(select jsonb_array_elements_text(codings.because -> 'rules')), ', '), ''),
    codings.because ->> 'note'), '') as because,
  passages.start_offset, passages.end_offset
from raw.passages
inner join raw.codings on codings.passage_id = passages.passage_id
inner join derived.codes
  on codes.frame = codings.frame and codes.codebook_version = codings.codebook_version and codes.code = codings.code
where passages.meeting_id = any ($1::text[])
  and codings.frame in (select frame from pg_temp.chosen_frames)
  and (codings.coder like 'human:%' or exists (
    select from raw.pinned_coders
    where pinned_coders.pin_id = (select max(pin_id) from raw.pins) and pinned_coders.frame = codings.frame
      and pinned_coders.coder = codings.coder and pinned_coders.coder_version = codings.coder_version))
order by passages.meeting_id, passages.ordinal, codings.frame, codings.code, codings.coder, codings.coder_version;
