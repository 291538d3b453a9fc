-- One row per coding: its reason in words.
create view derived.reasons as
select
  codings.coding_id,
  concat_ws('; ',
    'words ' || nullif(array_to_string(array(
      select '"' || (span ->> 'quote') || '"' from jsonb_array_elements(codings.spans) as span), ', '), ''),
    'rules ' || nullif(array_to_string(array(select jsonb_array_elements_text(codings.because -> 'rules')), ', '), ''),
    'features ' || nullif(array_to_string(array(
      select (feature ->> 'feature') || ' ' || round((feature ->> 'weight')::numeric, 2)
      from jsonb_array_elements(codings.because -> 'features') as feature), ', '), ''),
    codings.because ->> 'note') as because
from raw.codings;
