-- Passages with what is needed to find them on paper: body, day, item, page and file.
-- Params: $1 passage ids (text[]).
select passages.passage_id as "passageId", meetings.organisation_code as "organisationCode",
  organisations.organisation_name as "organisationName", meetings.meeting_date::text as "meetingDate",
  told.kind as "meetingKind", meetings.not_counted_because as "notCountedBecause",
  items.item_number as "itemNumber", items.item_title as "itemTitle", passages.part, passages.kind,
  passages.page, passages.page_end as "pageEnd", documents.source, passages.lead_in as "leadIn", passages.text
from raw.passages
inner join raw.meetings as told on told.meeting_id = passages.meeting_id
inner join derived.meetings on meetings.meeting_id = passages.meeting_id
inner join derived.organisations on organisations.organisation_code = meetings.organisation_code
inner join raw.documents on documents.document_id = meetings.document_id
left join raw.items on items.meeting_id = passages.meeting_id and items.ordinal = passages.item_ordinal
where passages.passage_id = any ($1::text[])
order by passages.passage_id;
