-- One row per set of minutes: whether it counts, decided in this one place.
-- The same meeting may be told twice (a draft in the next meeting's papers, the confirmed text as a file of its own).
-- One of them counts: one in a document that still stands, confirmed before draft, a document of its own before a pack,
-- the longer, then in order of id.
create view derived.meetings as
with sets as (
  select document_id, count(*) as sets_in_document from raw.meetings group by document_id
),
told as (
  select
    meetings.meeting_id,
    meetings.document_id,
    meetings.organisation_code,
    meetings.meeting_date,
    meetings.kind as meeting_kind,
    meetings.session,
    meetings.passages,
    meetings.words,
    documents.superseded_by is not null as is_superseded,
    row_number() over (
      partition by
        meetings.organisation_code,
        meetings.meeting_date,
        meetings.kind,
        -- Minutes that do not say so are of the public part.
        case meetings.session when 'unknown' then 'public' else meetings.session end,
        -- A body has one board and many committees.
        case when meetings.kind = 'board' then '' else lower(coalesce(meetings.title, '')) end,
        -- Without a date or a body nothing says that two are the same.
        case when meetings.meeting_date is null or meetings.organisation_code = 'unknown' then meetings.meeting_id end
      order by
        documents.superseded_by is not null,
        meetings.is_draft,
        sets.sets_in_document,
        documents.pages,
        meetings.words desc,
        meetings.meeting_id
    ) as place
  from raw.meetings
  inner join raw.documents on documents.document_id = meetings.document_id
  inner join sets on sets.document_id = meetings.document_id
)
select
  meeting_id, document_id, organisation_code, meeting_date, meeting_kind, session, passages, words,
  place = 1 and not is_superseded as is_counted,
  case
    when is_superseded then 'its file has changed since'
    when place > 1 then 'the same meeting is told in another document'
  end as not_counted_because,
  derived.half_year(meeting_date) as half_year
from told;
