-- Which of the ten challenges boards name, in how many bodies and passages.
select code, label, count(*) filter (where is_present) as organisations, sum(passages) as passages,
  bool_and(is_validated) as is_validated
from marts.code_presence
where frame = 'ten-challenges'
group by code, label
order by organisations desc, passages desc, code;
