-- The QUASER matrix: in how many passages each body's minutes show each of the eight challenges; 0 is absent.
select
  organisation_code,
  sum(passages) filter (where code = 'structural') as structural,
  sum(passages) filter (where code = 'political') as political,
  sum(passages) filter (where code = 'cultural') as cultural,
  sum(passages) filter (where code = 'educational') as educational,
  sum(passages) filter (where code = 'emotional') as emotional,
  sum(passages) filter (where code = 'physical_technological') as physical_technological,
  sum(passages) filter (where code = 'leadership') as leadership,
  sum(passages) filter (where code = 'external_demands') as external_demands,
  max(passages_read) as passages_read,
  bool_and(is_validated) as is_validated
from marts.code_presence
where frame = 'quaser'
group by organisation_code
order by organisation_code;
