-- Mentions of the scope's innovations with their quotes, oldest first.
-- Params: $1 organisation_code or null.
select
  innovation_mentions.innovation_id as "innovationId",
  innovation_mentions.passage_id as "passageId",
  meetings.organisation_code as "organisationCode",
  innovation_mentions.meeting_date as "meetingDate",
  documents.source,
  passages.item_number as "itemNumber",
  passages.item_title as "itemTitle",
  innovation_mentions.page,
  innovation_mentions.quote,
  passages.text as passage,
  innovation_mentions.stage
from marts.innovation_mentions
inner join marts.passages on passages.passage_id = innovation_mentions.passage_id
inner join marts.meetings on meetings.meeting_id = passages.meeting_id
inner join marts.documents on documents.document_id = meetings.document_id
where cast($1 as text) is null or meetings.organisation_code = $1
order by innovation_mentions.meeting_date, innovation_mentions.passage_id;
