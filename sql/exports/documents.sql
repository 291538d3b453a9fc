-- Files: all of them where nothing was chosen, else those that hold a chosen meeting. Without the folders of this machine.
select document_id, derived.name_of_source(source) as source, is_present, duplicate_of, superseded_by, outcome,
  derived.without_folders(detail) as detail, problem_page, attempts, meetings, pages, pages_ocr, ocr_confidence, passages, byte_size, sha256, first_seen_at,
  coded_at
from marts.documents
where (select is_whole from pg_temp.chosen)
  or document_id in (select document_id from pg_temp.chosen_meetings)
order by document_id
