-- Forget whose answers stand for some meetings, and with them which codes apply.
-- Params: $1 meeting ids (text[]).
delete from derived.answers where meeting_id = any ($1::text[]);
