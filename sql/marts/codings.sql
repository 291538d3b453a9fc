-- One row per passage and code: the current decision, noes spelled out.
-- What applies and what does not are two parts: a question for what applies never reads the many noes.
create view marts.codings as
select
  answers.passage_id,
  answers.meeting_id,
  answers.frame,
  decisions.code,
  true as applies,
  decisions.probability,
  decisions.quote,
  decisions.page,
  passages.text_source,
  answers.coder,
  -- Looked up row by row: a join would make the reasons of all codings first.
  (select reasons.because from derived.reasons where reasons.coding_id = decisions.coding_id) as because,
  codebooks.is_validated,
  answers.codebook_version,
  case when answers.coder = 'model' then answers.coder_version end as model_version,
  answers.coder_version,
  answers.run_id
from derived.decisions
inner join derived.answers on answers.passage_id = decisions.passage_id and answers.frame = decisions.frame
inner join raw.codebooks
  on codebooks.frame = answers.frame and codebooks.codebook_version = answers.codebook_version
inner join raw.passages on passages.passage_id = decisions.passage_id
union all
select
  answers.passage_id,
  answers.meeting_id,
  answers.frame,
  codes.code,
  false,
  null,
  null,
  passages.page,
  passages.text_source,
  answers.coder,
  null,
  codebooks.is_validated,
  answers.codebook_version,
  case when answers.coder = 'model' then answers.coder_version end,
  answers.coder_version,
  answers.run_id
from derived.answers
inner join raw.codebooks
  on codebooks.frame = answers.frame and codebooks.codebook_version = answers.codebook_version
inner join raw.codes
  on codes.frame = answers.frame and codes.codebook_version = answers.codebook_version
inner join raw.passages on passages.passage_id = answers.passage_id
where not exists (
  select from derived.decisions
  where decisions.passage_id = answers.passage_id and decisions.frame = answers.frame and decisions.code = codes.code);

comment on view marts.codings is 'One row per passage and code with the decision that stands: a person''s answer before the model''s before the rules'', of the archive''s pinned versions only. Ask "where applies" for the passages to which a code applies; the noes are rows too.';
comment on column marts.codings.passage_id is 'The passage.';
comment on column marts.codings.meeting_id is 'Its meeting. Join marts.meetings and ask for is_counted to count.';
comment on column marts.codings.frame is 'The coding frame.';
comment on column marts.codings.code is 'The code; marts.codes has its label and definition.';
comment on column marts.codings.applies is 'Whether it applies. A code that applies brings its parent with it.';
comment on column marts.codings.probability is 'Probability, by the coder, that it applies; empty where it does not apply or the coder gives none.';
comment on column marts.codings.quote is 'The sentence with the words that decided: an exact slice of the passage. Empty where the code does not apply or no words can be named.';
comment on column marts.codings.page is 'PDF page where the quote begins; where there is none, the passage.';
comment on column marts.codings.text_source is 'Where the text of the passage came from: text layer, or ocr.';
comment on column marts.codings.coder is 'Whose answer stands: rules, model, or human:<initials>.';
comment on column marts.codings.because is 'Why: the words that decided, ids of the rules that hit, the strongest features of the model with their weights, or a person''s remark.';
comment on column marts.codings.is_validated is 'Whether codings of this frame have been held against a gold standard.';
comment on column marts.codings.codebook_version is 'Version of the coding frame.';
comment on column marts.codings.model_version is 'Version of the trained coder, where its answer stands.';
comment on column marts.codings.coder_version is 'Version of the coder whose answer stands.';
comment on column marts.codings.run_id is 'The run in which it was coded.';
