-- How sure OCR was of what it read.
alter table raw.documents add column ocr_confidence double precision check (ocr_confidence between 0 and 100);
