-- Which codes of a frame are present in the minutes of each body (the matrix of QUASER's Table 4).
-- Param: frame text = quaser: the coding frame.
select organisation_code, code, label, passages, is_present, is_validated
from marts.code_presence
where frame = :frame
order by organisation_code, code;
