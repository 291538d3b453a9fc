-- Lock every body that has any meetings, in order of code.
-- Params: none.
select organisation_code from raw.organisations where revision > 0 order by organisation_code for no key update;
