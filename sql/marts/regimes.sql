-- One row per spell of a rating or regime of a body, as it was brought.
create view marts.regimes as
select
  regimes.scheme,
  regimes.organisation_code,
  coalesce(organisations.organisation_name, register.organisation_name) as organisation_name,
  regimes.regime,
  regimes.from_date,
  regimes.to_date,
  array_to_string(array(
    select member_code from derived.lineages
    where lineages.organisation_code = regimes.organisation_code
    order by member_code = regimes.organisation_code desc, member_code), ', ') as bodies,
  regimes.organisation_given,
  regimes.source,
  regimes.line
from raw.regimes
left join derived.organisations on organisations.organisation_code = regimes.organisation_code
left join raw.register on register.organisation_code = regimes.organisation_code;

comment on view marts.regimes is 'One row per spell of a rating or regime, as `boardsense regimes import` brought it.';
comment on column marts.regimes.scheme is 'Which file it came with: spells of one scheme and body do not overlap, spells of two may.';
comment on column marts.regimes.organisation_code is 'The body, by the archive''s code.';
comment on column marts.regimes.organisation_name is 'Its name: the archive''s, else the register''s.';
comment on column marts.regimes.regime is 'The rating or regime, in the words of the file.';
comment on column marts.regimes.from_date is 'Its first day.';
comment on column marts.regimes.to_date is 'Its last day; empty while it is in force, or where nothing says that it ended.';
comment on column marts.regimes.bodies is 'Codes of the bodies whose minutes speak for it: itself, then those that it came from or that came from it, by the register.';
comment on column marts.regimes.organisation_given is 'The body as the file names it.';
comment on column marts.regimes.source is 'Name of the file.';
comment on column marts.regimes.line is 'Line of the file.';
