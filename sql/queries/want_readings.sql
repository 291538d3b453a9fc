-- Say what readings ought to be made from, and ask what each document still needs: 'read', 'code' or nothing.
-- A document whose reading is to be made anew waits again, and this run stands for it at once: a worker that looks for
-- work before the run has claimed what it offered must not take it for another's.
-- Params: $1 code_key, $2 files (jsonb array of {documentId, readKey, manifest}), $3 run_id.
with offered as (
  select * from jsonb_to_recordset($2::jsonb) as offered("documentId" text, "readKey" text, manifest jsonb)
),
wanted as (
  update raw.documents
  set wanted_read_key = offered."readKey",
      manifest = offered.manifest,
      wanted_run_id = case when read_key is distinct from offered."readKey" then $3::bigint else wanted_run_id end,
      outcome = case when read_key is distinct from offered."readKey" then 'waiting' else outcome end,
      detail = case when read_key is distinct from offered."readKey" then null else detail end,
      problem_page = case when read_key is distinct from offered."readKey" then null else problem_page end
  from offered
  where documents.document_id = offered."documentId" and documents.outcome <> 'duplicate'
    and (wanted_read_key is distinct from offered."readKey" or read_key is distinct from offered."readKey")
  returning document_id
)
select offered."documentId" as document_id,
       case when documents.outcome <> 'duplicate' and documents.read_key is distinct from offered."readKey" then 'waiting'
            else documents.outcome end as outcome,
       case
         when documents.outcome = 'duplicate' then null
         when documents.read_key is distinct from offered."readKey" then 'read'
         when exists (select from raw.meetings where meetings.document_id = documents.document_id)
           and not exists (
             select from raw.coded_documents
             where coded_documents.document_id = documents.document_id and coded_documents.code_key = $1) then 'code'
       end as needs
from offered
inner join raw.documents on documents.document_id = offered."documentId"
-- Named so that the update happens; its own rows are not needed.
left join wanted on wanted.document_id = documents.document_id;
