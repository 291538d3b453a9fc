-- Passages as a coding sheet shows them: heading, the passage before, the text, and where it stands.
-- Params: $1 passage ids (text[]).
select passages.passage_id as "passageId", meetings.organisation_code as "organisationCode",
  organisations.organisation_name as "organisationName", meetings.meeting_date::text as "meetingDate",
  documents.source, passages.page,
  concat_ws(' ', items.item_number, items.item_title) as heading, passages.text,
  coalesce((
    select former.text from raw.passages as former
    where former.meeting_id = passages.meeting_id and former.part = 'discussion'
      and former.ordinal < passages.ordinal
    order by former.ordinal desc limit 1), '') as before
from raw.passages
inner join raw.meetings on meetings.meeting_id = passages.meeting_id
inner join raw.documents on documents.document_id = meetings.document_id
inner join derived.organisations on organisations.organisation_code = meetings.organisation_code
left join raw.items on items.meeting_id = passages.meeting_id and items.ordinal = passages.item_ordinal
where passages.passage_id = any ($1::text[])
order by passages.passage_id;
