-- The versions by which a run reads and codes, and its OCR mode (null where it names none).
-- Params: $1 run_id.
select arguments -> 'pins' as pins, arguments ->> 'ocr' as ocr from raw.runs where run_id = $1;
