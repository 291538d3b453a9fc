-- Every row is a mistake: a document that is nowhere, or a file whose bytes are not its document's.
select documents.document_id as what, documents.source as place, 'no file' as found
from raw.documents
where not exists (select from raw.files where files.document_id = documents.document_id) and superseded_by is null
union all
select files.document_id, files.source, 'other bytes'
from raw.files
inner join raw.documents on documents.document_id = files.document_id
where files.sha256 is distinct from documents.sha256;
