-- How much was not done for each reason.
-- Params: none.
select reason, because, count(*)::int as failures from marts.failures group by reason, because order by 3 desc, 1;
