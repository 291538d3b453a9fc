-- The meetings of a document as they were read.
-- Params: $1 document_id.
select meeting_id as "meetingId", organisation_name as "organisationName",
  organisation_evidence as "organisationEvidence", meeting_date as "meetingDate", date_evidence as "dateEvidence", title,
  kind, session, is_draft as "isDraft", contradictions, page_start as "pageStart", page_end as "pageEnd", text, runs
from raw.meetings where document_id = $1 order by ordinal;
