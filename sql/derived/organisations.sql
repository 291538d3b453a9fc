-- One row per body, with the name to show: the manifest's, else the spelling that its minutes print most often.
create view derived.organisations as
with printed as (
  select organisation_code, mode() within group (order by organisation_name) as organisation_name
  from raw.meetings
  where organisation_name is not null
  group by organisation_code
)
select
  organisations.organisation_code,
  case
    when organisations.is_confirmed
      then coalesce(organisations.organisation_name, printed.organisation_name, organisations.organisation_code)
    else coalesce(printed.organisation_name, organisations.organisation_name, organisations.organisation_code)
  end as organisation_name,
  organisations.sector,
  organisations.is_confirmed
from raw.organisations
left join printed on printed.organisation_code = organisations.organisation_code;
