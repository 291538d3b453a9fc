-- Which of the ten challenges of improving quality boards name, in how many bodies and passages.
-- Param: organisation text (optional): code of one body.
select
  code,
  label,
  count(*) filter (where is_present) as organisations,
  count(*) as organisations_read,
  sum(passages) as passages,
  bool_and(is_validated) as is_validated
from marts.code_presence
where frame = 'ten-challenges' and code like 't%' and code not like 'theme%'
  and (:organisation::text is null or organisation_code = :organisation)
group by code, label
order by organisations desc, passages desc, code;
