-- Every row is a mistake: a meeting whose topics take more words than its passages have.
select meeting_id as what, organisation_code as place, round(sum(share_of_words)::numeric, 4)::text as found
from marts.attention_by_meeting
group by meeting_id, organisation_code
having sum(share_of_words) > 1.000001;
