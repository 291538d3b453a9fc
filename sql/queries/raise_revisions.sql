-- Note that something changed from which the innovations of these bodies are made. Their rows are locked already, by a
-- statement of its own: one that locks and changes at once would change them as they were before it waited, ask again
-- for what it holds, and so wait in a circle with whoever waits for it.
-- Params: $1 organisation codes (text[]).
update raw.organisations set revision = revision + 1 where organisation_code = any ($1::text[]);
