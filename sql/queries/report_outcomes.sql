-- Files ever offered, by outcome.
-- Params: none.
select
  outcome,
  count(*)::integer as files,
  coalesce(sum(pages), 0)::integer as pages,
  coalesce(sum(pages_ocr), 0)::integer as "pagesOcr",
  count(*) filter (where not is_present)::integer as "filesGone",
  max(coded_at) as "codedAt"
from marts.documents
group by outcome;
