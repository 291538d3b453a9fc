-- Every row is a mistake: a mention of an innovation whose quote is not in its passage.
select mentions.innovation_id as what, mentions.passage_id as place, mentions.quote as found
from marts.innovation_mentions as mentions
inner join marts.passages on passages.passage_id = mentions.passage_id
where position(mentions.quote in passages.text) = 0;
