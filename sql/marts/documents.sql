-- One row per file ever offered.
create view marts.documents as
with read as (
  select document_id, count(*) as meetings, sum(passages) as passages from raw.meetings group by document_id
)
select
  documents.document_id,
  documents.source,
  exists (select from raw.files where files.document_id = documents.document_id and files.is_present) as is_present,
  documents.duplicate_of,
  documents.superseded_by,
  documents.outcome,
  documents.detail,
  documents.problem_page,
  documents.attempts,
  case
    when documents.outcome in ('no readable text', 'encrypted', 'damaged', 'took too long', 'used too much memory',
      'not a PDF', 'could not be fetched', 'fault of boardsense')
      then 'boardsense retry --document ' || documents.document_id
  end as retry_with,
  coalesce(read.meetings, 0)::integer as meetings,
  documents.pages,
  documents.pages_ocr,
  documents.ocr_confidence,
  coalesce(read.passages, 0)::integer as passages,
  documents.byte_size,
  documents.sha256,
  documents.first_seen_at,
  documents.coded_at
from raw.documents
left join read on read.document_id = documents.document_id;

comment on view marts.documents is 'One row per file ever offered, with its one outcome.';
comment on column marts.documents.document_id is 'The first 20 hexadecimal digits of the sha256 of the file; for a further file with the same bytes, of bytes and source together.';
comment on column marts.documents.source is 'Path or URL where the file was found last.';
comment on column marts.documents.is_present is 'Whether the file is still there. A coded file that disappears stays coded.';
comment on column marts.documents.duplicate_of is 'The document with the same bytes that was read in its place; empty where it is the first.';
comment on column marts.documents.superseded_by is 'The document that lies in its place since the file changed; its meetings no longer count.';
comment on column marts.documents.outcome is 'What became of it: waiting, coded, coded after OCR, duplicate, no minutes found, no readable text, encrypted, damaged, took too long, used too much memory, not a PDF, could not be fetched, fault of boardsense.';
comment on column marts.documents.detail is 'The reason of the outcome in words; empty where there is nothing to add.';
comment on column marts.documents.problem_page is 'PDF page (from 1) where the problem lies, where there is one.';
comment on column marts.documents.attempts is 'How often an outcome was reached: more than once after retries and recoding.';
comment on column marts.documents.retry_with is 'The command that tries it again, where it could not be read.';
comment on column marts.documents.meetings is 'Sets of minutes found in it.';
comment on column marts.documents.pages is 'Pages of the PDF; empty until it has been read.';
comment on column marts.documents.pages_ocr is 'Pages whose text came from OCR.';
comment on column marts.documents.ocr_confidence is 'Mean confidence of the pages read by OCR, 0 to 100; empty where there were none.';
comment on column marts.documents.passages is 'Passages of the discussion in all its meetings: the ones that are coded.';
comment on column marts.documents.byte_size is 'Size of the file in bytes.';
comment on column marts.documents.sha256 is 'sha256 of its bytes; empty for what could never be fetched.';
comment on column marts.documents.first_seen_at is 'When it was offered for the first time.';
comment on column marts.documents.coded_at is 'When it was coded last; empty until then.';
