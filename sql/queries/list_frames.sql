-- The coding frames that the archive is coded by.
-- Params: none.
select distinct frame from raw.pinned_coders where pin_id = (select max(pin_id) from raw.pins) order by frame;
