-- What leaves an archive says nothing of the folders of the machine it lies on.

-- Words without the folders of paths in them: '/minutes/2010/a b.pdf' becomes 'a b.pdf' where it stands in quotation marks.
create function derived.without_folders(words text) returns text
language sql immutable parallel safe
return regexp_replace(
  regexp_replace(words, '([''"])(~|[A-Za-z]:)?[/\\][^''"\n]*[/\\]', '\1', 'g'),
  '(^|[\s(])(~|[A-Za-z]:)?[/\\][^\s''"]*[/\\]', '\1', 'g');

-- The name of a file without its folders; an address without login and query.
create function derived.name_of_source(source text) returns text
language sql immutable parallel safe
return case when source ~ '^https?://'
  then regexp_replace(regexp_replace(source, '^(https?://)[^/@]*@', '\1'), '[?#].*$', '')
  else regexp_replace(source, '^.*[/\\]', '') end;
