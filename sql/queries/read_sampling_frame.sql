-- The passages that a sample for one frame may draw: those of counted meetings that the machine coded, with what it says.
-- Where the archive is pinned to a trained coder for the frame, its answers are taken, else those of the rules.
-- Params: $1 frame.
with machine as (
  select frame, codebook_version, coder, coder_version from raw.pinned_coders
  where pin_id = (select max(pin_id) from raw.pins) and frame = $1
  order by coder = 'model' desc limit 1
)
select passages.passage_id as "passageId", passages.meeting_id as "meetingId", passages.ordinal,
  meetings.organisation_code as "organisationCode", coalesce(meetings.half_year, 'undated') as "halfYear",
  bool_or(codings.code is not null) as "isMarked",
  case
    when bool_or(codings.code is not null) then coalesce(max(codings.probability), 1)
    else 1 - coalesce(max(codings.probability), 1)
  end as score
from derived.meetings
inner join raw.passages on passages.meeting_id = meetings.meeting_id
cross join machine
-- Fenced off by its offset: looked up passage by passage.
cross join lateral (
  select code, probability from raw.codings
  where codings.passage_id = passages.passage_id and codings.frame = machine.frame
    and codings.coder = machine.coder and codings.coder_version = machine.coder_version
    and codings.codebook_version = machine.codebook_version
  offset 0) as codings
where meetings.is_counted
group by passages.passage_id, meetings.organisation_code, meetings.half_year
order by passages.passage_id;
