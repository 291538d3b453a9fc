-- Every row is a mistake: a person with answers of two versions to the same question.
select passage_id as what, frame as place, coder as found
from raw.codings
where coder like 'human:%'
group by passage_id, frame, codebook_version, coder
having count(distinct coder_version) > 1;
