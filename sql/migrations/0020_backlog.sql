-- The warehouse is the backlog: which run wants a document, and whether somebody waits for it. A queue holds a part of it.
alter table raw.documents
  add column wanted_run_id bigint references raw.runs,
  add column is_awaited boolean not null default false;

-- The backlog in the order in which it is put into the queue: what somebody waits for first.
create index documents_backlog on raw.documents (is_awaited desc, source, document_id) where outcome = 'waiting';
