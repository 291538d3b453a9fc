-- Let a run stand for documents that wait, and say whether somebody waits for them.
-- Params: $1 run_id, $2 is_awaited, $3 document ids (text[]); null for all that wait and that no run wants yet.
update raw.documents
set wanted_run_id = $1, is_awaited = is_awaited or $2
where outcome = 'waiting'
  and case when $3::text[] is null then wanted_run_id is null or (not is_awaited and $2) else document_id = any ($3::text[]) end;
