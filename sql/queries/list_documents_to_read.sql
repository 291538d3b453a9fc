-- Documents that wait to be read: new, changed, or to be tried again.
-- Params: none.
select document_id from raw.documents
where outcome = 'waiting' and read_key is distinct from wanted_read_key
order by source, document_id;
