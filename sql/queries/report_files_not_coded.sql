-- Files that gave no coded minutes, and why.
-- Params: $1 how many at most.
select
  documents.source,
  documents.outcome,
  coalesce(documents.detail, 'The same content as ' || originals.source || '.') as detail
from marts.documents
left join marts.documents as originals on originals.document_id = documents.duplicate_of
where documents.outcome not like 'coded%'
order by documents.outcome, documents.source
limit $1;
