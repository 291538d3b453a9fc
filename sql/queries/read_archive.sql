-- The name of this archive among others.
-- Params: none.
select archive_id from raw.archive;
