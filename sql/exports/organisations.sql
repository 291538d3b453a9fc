-- Bodies of the chosen meetings; counts are of the whole archive.
select * from marts.organisations
where organisation_code in (select organisation_code from pg_temp.chosen_meetings)
order by organisation_code
