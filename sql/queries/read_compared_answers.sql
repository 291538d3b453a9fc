-- The passages of counted meetings that two coders have answered in one frame, with the codes each says apply, and the
-- chance with which a sample drew them (null where it did not).
-- Params: $1 frame, $2 coder, $3 coder_version, $4 codebook_version of the one, $5 to $7 those of the other, $8 sample_id.
with mine as (
  select passage_id, array_remove(array_agg(code), null) as codes
  from raw.codings
  where frame = $1 and coder = $2 and coder_version = $3 and codebook_version = $4
  group by passage_id
)
select mine.passage_id as "passageId", passages.meeting_id as "meetingId", mine.codes as one, theirs.codes as other,
  sample_passages.inclusion
from mine
inner join raw.passages on passages.passage_id = mine.passage_id
inner join derived.meetings on meetings.meeting_id = passages.meeting_id and meetings.is_counted
cross join lateral (
  select array_remove(array_agg(code), null) as codes, count(*) as answers
  from raw.codings
  where codings.passage_id = mine.passage_id and codings.frame = $1 and codings.coder = $5
    and codings.coder_version = $6 and codings.codebook_version = $7) as theirs
left join raw.sample_passages
  on sample_passages.passage_id = mine.passage_id and sample_passages.sample_id = $8
where theirs.answers > 0
order by mine.passage_id;
