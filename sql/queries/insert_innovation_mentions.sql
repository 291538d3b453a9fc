-- Store which passages report an innovation. Passages that have gone meanwhile are left out.
-- Params: $1 mentions (jsonb array of objects with the columns' names).
insert into derived.innovation_mentions (innovation_id, passage_id, stage, ordinal)
select mention.innovation_id, mention.passage_id, mention.stage, mention.ordinal
from jsonb_populate_recordset(null::derived.innovation_mentions, $1::jsonb) as mention
inner join raw.passages on passages.passage_id = mention.passage_id
-- One that goes at this moment is waited for, and then left out too.
for key share of passages
on conflict (innovation_id, passage_id) do nothing;
