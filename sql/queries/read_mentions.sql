-- The mentions of innovations of one body, in meetings that count.
-- Params: $1 organisation_code.
select mention.passage_id as "passageId", mention.meeting_id as "meetingId", meetings.meeting_date as "meetingDate",
  coalesce(items.item_title, '') as heading, items.item_number as "itemNumber", passages.text, passages.ordinal,
  stage.code as stage, domain.code as domain, mention.probability,
  coalesce(mention.quote, passages.text) as quote, mention.page
from derived.meetings
inner join derived.decisions as mention
  on mention.meeting_id = meetings.meeting_id and mention.frame = 'innovation' and mention.code = 'mention'
inner join derived.answers
  on answers.passage_id = mention.passage_id and answers.frame = 'innovation'
inner join raw.passages on passages.passage_id = mention.passage_id
left join raw.items on items.meeting_id = passages.meeting_id and items.ordinal = passages.item_ordinal
inner join lateral (
  select decisions.code from derived.decisions
  inner join raw.codes
    on codes.frame = 'innovation' and codes.codebook_version = answers.codebook_version
    and codes.code = decisions.code and codes.code_group = 'stage'
  where decisions.passage_id = mention.passage_id and decisions.frame = 'innovation'
  order by decisions.probability desc nulls last, codes.ordinal limit 1) as stage on true
inner join lateral (
  select decisions.code from derived.decisions
  inner join raw.codes
    on codes.frame = 'innovation' and codes.codebook_version = answers.codebook_version
    and codes.code = decisions.code and codes.code_group = 'domain'
  where decisions.passage_id = mention.passage_id and decisions.frame = 'innovation'
  order by decisions.probability desc nulls last, codes.ordinal limit 1) as domain on true
where meetings.organisation_code = $1 and meetings.is_counted and meetings.meeting_date is not null
order by meetings.meeting_date, mention.meeting_id, passages.ordinal;
