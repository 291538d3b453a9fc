-- Passages to which codes apply, at most so many a code (or a code, body and half-year), with quote and reason.
-- Which of them is settled by a hash of the passage's id: by nothing that the passage says.
-- Params: $1 organisation_code or null, $2 first day or null, $3 last day or null, $4 frame, $5 codes (text[]),
-- $6 true for these codes and by body and half-year, false for all codes but these and by code only,
-- $7 how many at most.
with applied as (
  select
    codings.passage_id,
    codings.code,
    meetings.organisation_code,
    meetings.meeting_date,
    coalesce(meetings.half_year, 'undated') as half_year,
    meetings.document_id
  from marts.codings
  inner join marts.meetings on meetings.meeting_id = codings.meeting_id
  where codings.applies
    and codings.frame = $4
    and (codings.code = any(cast($5 as text[]))) = $6
    and meetings.is_counted
    and (cast($1 as text) is null or meetings.organisation_code = $1)
    and (cast($2 as date) is null or meetings.meeting_date >= $2)
    and (cast($3 as date) is null or meetings.meeting_date <= $3)
),
placed as (
  select
    applied.*,
    row_number() over (
      partition by code, case when $6 then organisation_code end, case when $6 then half_year end
      order by md5(passage_id), passage_id
    ) as place
  from applied
),
chosen as materialized (
  select * from placed where place <= $7
)
select
  chosen.passage_id as "passageId",
  chosen.organisation_code as "organisationCode",
  chosen.meeting_date as "meetingDate",
  documents.source,
  passages.item_number as "itemNumber",
  passages.item_title as "itemTitle",
  codings.page,
  coalesce(codings.quote, passages.text) as quote,
  passages.text as passage,
  codings.frame,
  codings.code,
  chosen.half_year as "halfYear",
  codings.coder,
  codings.probability,
  codings.because
from chosen
inner join marts.codings
  on codings.passage_id = chosen.passage_id and codings.frame = $4 and codings.code = chosen.code and codings.applies
inner join marts.passages on passages.passage_id = chosen.passage_id
inner join marts.documents on documents.document_id = chosen.document_id
order by chosen.code, chosen.organisation_code, chosen.half_year, chosen.place;
