-- Every row is a mistake: an innovation whose parent domain is not that of its domain.
select innovations.innovation_id as what, innovations.domain as place, innovations.parent_domain as found
from marts.innovations
inner join raw.domains on domains.domain = innovations.domain
where domains.parent_domain <> innovations.parent_domain;
