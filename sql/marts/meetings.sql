-- One row per meeting with minutes (a pack may hold several).
create view marts.meetings as
select
  meetings.meeting_id,
  meetings.document_id,
  meetings.organisation_code,
  organisations.organisation_name,
  organisations.sector,
  organisations.is_confirmed as is_organisation_confirmed,
  meetings.meeting_date,
  meetings.half_year,
  meetings.meeting_kind,
  meetings.session,
  raw_meetings.title,
  raw_meetings.is_draft,
  (
    select concat_ws(', ', evidence ->> 'quote', evidence ->> 'from', 'page ' || (evidence ->> 'page'))
    from jsonb_array_elements(raw_meetings.date_evidence) with ordinality as listed(evidence, place)
    where evidence ->> 'value' = meetings.meeting_date::text
    order by place limit 1
  ) as date_evidence,
  nullif(
    array_to_string(array(select jsonb_array_elements_text(raw_meetings.contradictions)), '; '), '') as contradictions,
  meetings.is_counted,
  meetings.not_counted_because,
  raw_meetings.page_start as page,
  raw_meetings.page_end,
  meetings.passages,
  meetings.words
from derived.meetings
inner join raw.meetings as raw_meetings on raw_meetings.meeting_id = meetings.meeting_id
inner join derived.organisations on organisations.organisation_code = meetings.organisation_code;

comment on view marts.meetings is 'One row per meeting with minutes. A pack may hold several; the same meeting may be told in two documents, of which one counts.';
comment on column marts.meetings.meeting_id is 'Document and place in it: <document_id>-1 is the first set of minutes.';
comment on column marts.meetings.document_id is 'The document that holds the minutes.';
comment on column marts.meetings.organisation_code is 'Code of the body: the manifest''s, or one made from its name; ''unknown'' where neither manifest nor minutes name it.';
comment on column marts.meetings.organisation_name is 'Name of the body: the manifest''s, or the spelling that its minutes print most often.';
comment on column marts.meetings.sector is 'Sector of the body, where a manifest says so.';
comment on column marts.meetings.is_organisation_confirmed is 'Whether a manifest names the body; otherwise its name was read from minutes.';
comment on column marts.meetings.meeting_date is 'Day of the meeting; empty where none could be read.';
comment on column marts.meetings.half_year is 'Half-year of the meeting: 2010-H1 is January to June 2010.';
comment on column marts.meetings.meeting_kind is 'Who met: board, committee, governors or other.';
comment on column marts.meetings.session is 'public, private, extraordinary, or unknown where the minutes do not say.';
comment on column marts.meetings.title is 'The body that met, as printed.';
comment on column marts.meetings.is_draft is 'Whether the minutes call themselves a draft or unconfirmed.';
comment on column marts.meetings.date_evidence is 'The words from which the date was read, and where they stand.';
comment on column marts.meetings.contradictions is 'What disagreed, in words: manifest against document, title block against body.';
comment on column marts.meetings.is_counted is 'Whether the meeting takes part in counts. Where the same meeting (body, day, kind, session) is told in several documents one counts: confirmed before draft, a document of its own before a pack, then the longer.';
comment on column marts.meetings.not_counted_because is 'Why it does not count; empty where it does.';
comment on column marts.meetings.page is 'PDF page on which its minutes begin.';
comment on column marts.meetings.page_end is 'PDF page on which they end.';
comment on column marts.meetings.passages is 'Passages of the discussion: the ones that are coded. Attendance, action log and signatures are not among them.';
comment on column marts.meetings.words is 'Words in those passages.';
