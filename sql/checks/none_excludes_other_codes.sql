-- Every row is a mistake: a coder who says of one passage that no code applies and that one does.
select passage_id as what, frame || ' by ' || coder || ' ' || coder_version as place,
  string_agg(code, ', ' order by code) as found
from raw.codings
group by passage_id, frame, coder, coder_version, codebook_version
having bool_or(code is null) and bool_or(code is not null);
