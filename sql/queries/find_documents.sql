-- The documents that names stand for: a document's id, or the place of a file.
-- Params: $1 names as given (text[]), $2 the same as absolute paths (text[]).
select distinct wanted.name, documents.document_id
from unnest($1::text[], $2::text[]) as wanted(name, path)
left join raw.files on files.source in (wanted.name, wanted.path)
inner join raw.documents on documents.document_id in (wanted.name, files.document_id)
order by wanted.name;
