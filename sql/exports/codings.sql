-- Codes that apply: the rows of marts.codings, found from what applies instead of from all that was asked.
select
  decisions.passage_id, decisions.meeting_id, decisions.frame, decisions.code, true as applies, decisions.probability,
  decisions.quote, decisions.page, passages.text_source, answers.coder, reasons.because, codebooks.is_validated,
  answers.codebook_version, case when answers.coder = 'model' then answers.coder_version end as model_version,
  answers.coder_version, answers.run_id
from derived.decisions
inner join derived.answers on answers.passage_id = decisions.passage_id and answers.frame = decisions.frame
inner join raw.passages on passages.passage_id = decisions.passage_id
inner join derived.reasons on reasons.coding_id = decisions.coding_id
inner join raw.codebooks
  on codebooks.frame = answers.frame and codebooks.codebook_version = answers.codebook_version
where decisions.meeting_id in (select meeting_id from pg_temp.chosen_meetings)
  and decisions.frame in (select frame from pg_temp.chosen_frames)
order by decisions.passage_id, decisions.frame, decisions.code
