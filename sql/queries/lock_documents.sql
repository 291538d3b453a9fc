-- Lock documents, so that nobody else writes what belongs to them.
-- Params: $1 document ids (text[]).
select document_id from raw.documents where document_id = any ($1::text[]) order by document_id for no key update;
