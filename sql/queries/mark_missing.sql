-- Note that files are no longer where they were. Their documents stay.
-- Params: $1 sources (text[]).
update raw.files set is_present = false where source = any ($1::text[]) and is_present returning source, document_id;
