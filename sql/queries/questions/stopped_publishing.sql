-- Bodies without minutes for some time before the end of the archive.
-- Param: months integer = 6: how many months without minutes.
select organisation_code, organisation_name, meetings, first_meeting, organisations.last_meeting, archive.archive_last as archive_ends
from marts.organisations
cross join (select max(last_meeting) as last_meeting from marts.organisations) as archive(archive_last)
where organisations.last_meeting + make_interval(months => :months::integer) <= archive.archive_last
order by organisations.last_meeting, organisation_code;
