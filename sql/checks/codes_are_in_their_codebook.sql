-- Every row is a mistake: a coding with a frame, version or code that no codebook has.
select min(codings.coding_id)::text as what, codings.frame || ' ' || codings.codebook_version as place,
  coalesce(codings.code, 'none') as found
from raw.codings
left join raw.codebooks
  on codebooks.frame = codings.frame and codebooks.codebook_version = codings.codebook_version
left join raw.codes
  on codes.frame = codings.frame and codes.codebook_version = codings.codebook_version and codes.code = codings.code
where codebooks.frame is null or (codings.code is not null and codes.code is null)
group by codings.frame, codings.codebook_version, codings.code;
