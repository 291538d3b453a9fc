-- Full-text search over passages of any length: PostgreSQL refuses to index a text of more than a megabyte of words.
alter table raw.passages drop column search cascade;
alter table raw.passages
  add column search tsvector generated always as (to_tsvector('english', left(text, 100000))) stored;
create index passages_by_search on raw.passages using gin (search);
