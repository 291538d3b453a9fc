-- Every row is a mistake: a passage and code with several current decisions.
select passage_id as what, frame || ' ' || code as place, count(*)::text as found
from marts.codings
group by passage_id, frame, code
having count(*) > 1;
