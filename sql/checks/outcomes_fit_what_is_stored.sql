-- Every row is a mistake: a document whose outcome contradicts what is stored of it.
select document_id as what, outcome as place, meetings || ' meetings' as found
from marts.documents
where (outcome in ('coded', 'coded after OCR') and meetings = 0)
   or (outcome not in ('coded', 'coded after OCR', 'waiting') and meetings > 0)
   or (outcome = 'coded after OCR' and coalesce(pages_ocr, 0) = 0)
   or (outcome = 'duplicate') <> (duplicate_of is not null);
