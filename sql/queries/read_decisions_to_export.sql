-- Codes that apply in some meetings by the answers that stand, in the chosen frames, in order of place.
-- Params: $1 meeting ids (text[]).
select codings.meeting_id, codings.passage_id, codings.frame, codings.code, codings.probability, codings.quote,
  codings.page, codings.coder, codings.coder_version, codings.codebook_version, codings.because,
  passages.start_offset, passages.end_offset
from marts.codings
inner join raw.passages on passages.passage_id = codings.passage_id
where codings.applies and codings.meeting_id = any ($1::text[])
  and codings.frame in (select frame from pg_temp.chosen_frames)
order by passages.meeting_id, passages.ordinal, codings.frame, codings.code;
