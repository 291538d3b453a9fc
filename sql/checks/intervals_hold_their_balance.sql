-- Every row is a mistake: a balance outside its interval, or an interval outside -1 to 1.
select meeting_id as what, balance::text as place, balance_low || ' to ' || balance_high as found
from marts.orientation_by_meeting
where balance not between balance_low - 1e-9 and balance_high + 1e-9 or balance_low < -1 - 1e-9 or balance_high > 1 + 1e-9
union all
select organisation_code || ' ' || coalesce(half_year, ''), balance::text, balance_low || ' to ' || balance_high
from marts.orientation_by_organisation
where balance not between balance_low - 1e-9 and balance_high + 1e-9 or balance_low < -1 - 1e-9 or balance_high > 1 + 1e-9;
