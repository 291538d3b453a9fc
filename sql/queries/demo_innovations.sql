-- Innovations in use by domain and half-year, zero cells too.
-- Params: none.
select domain, parent_domain, half_year, innovations
from marts.innovations_by_domain_and_half_year
inner join raw.domains using (domain, parent_domain)
order by half_year, ordinal;
