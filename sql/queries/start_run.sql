-- Note that a run begins.
-- Params: $1 command, $2 arguments (jsonb).
insert into raw.runs (command, arguments) values ($1, $2::jsonb) returning run_id;
