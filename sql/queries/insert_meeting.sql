-- Store a set of minutes; a reading made anew takes the place of the former one.
-- Params: $1 meeting (jsonb object with the columns' names).
insert into raw.meetings (
  meeting_id, document_id, ordinal, organisation_code, organisation_name, organisation_evidence, meeting_date,
  date_evidence, title, kind, session, is_draft, contradictions, page_start, page_end, text, runs, words, passages)
select meeting_id, document_id, ordinal, organisation_code, organisation_name, organisation_evidence, meeting_date,
  date_evidence, title, kind, session, is_draft, contradictions, page_start, page_end, text, runs, words, passages
from jsonb_populate_record(null::raw.meetings, $1::jsonb)
on conflict (meeting_id) do update
set organisation_code = excluded.organisation_code, organisation_name = excluded.organisation_name,
    organisation_evidence = excluded.organisation_evidence, meeting_date = excluded.meeting_date,
    date_evidence = excluded.date_evidence, title = excluded.title, kind = excluded.kind,
    session = excluded.session, is_draft = excluded.is_draft, contradictions = excluded.contradictions,
    page_start = excluded.page_start, page_end = excluded.page_end, text = excluded.text, runs = excluded.runs,
    words = excluded.words, passages = excluded.passages;
