-- Passages with either orientation by body, regime and period, at most so many for each.
-- Which of them is settled by a hash of the passage's id: by nothing that the passage says.
-- Params: $1 organisation_code or null, $2 how many at most.
with applied as (
  select
    regime_meetings.organisation_code as regime_organisation_code,
    regime_meetings.regime,
    regime_meetings.period,
    codings.passage_id,
    codings.code,
    codings.meeting_id,
    row_number() over (
      partition by regime_meetings.organisation_code, regime_meetings.regime, regime_meetings.period, codings.code
      order by md5(codings.passage_id), codings.passage_id
    ) as place
  from marts.regime_meetings
  inner join marts.codings
    on codings.meeting_id = regime_meetings.meeting_id and codings.frame = 'orientation'
    and codings.code in ('problem_sensing', 'comfort_seeking') and codings.applies
  where cast($1 as text) is null or regime_meetings.organisation_code = $1
),
chosen as materialized (
  select * from applied where place <= $2
)
select
  chosen.regime_organisation_code as "regimeOrganisationCode",
  chosen.regime,
  chosen.period,
  chosen.passage_id as "passageId",
  meetings.organisation_code as "organisationCode",
  meetings.meeting_date as "meetingDate",
  documents.source,
  passages.item_number as "itemNumber",
  passages.item_title as "itemTitle",
  codings.page,
  coalesce(codings.quote, passages.text) as quote,
  passages.text as passage,
  codings.frame,
  codings.code,
  coalesce(meetings.half_year, 'undated') as "halfYear",
  codings.coder,
  codings.probability,
  codings.because
from chosen
inner join marts.codings
  on codings.passage_id = chosen.passage_id and codings.frame = 'orientation' and codings.code = chosen.code
  and codings.applies
inner join marts.passages on passages.passage_id = chosen.passage_id
inner join marts.meetings on meetings.meeting_id = chosen.meeting_id
inner join marts.documents on documents.document_id = meetings.document_id
order by chosen.regime, chosen.regime_organisation_code, chosen.period, chosen.code, chosen.place;
