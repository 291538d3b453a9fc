-- What the views compute with.

-- Ends of Wilson's interval (95%) of a share; null where there were no trials.
create function derived.wilson_low(successes double precision, trials double precision) returns double precision
language sql immutable parallel safe
return case when trials > 0 then greatest(0,
  (successes / trials + 3.841458820694124 / (2 * trials)
    - 1.959963984540054 * sqrt(successes / trials * (1 - successes / trials) / trials
      + 3.841458820694124 / (4 * trials * trials)))
  / (1 + 3.841458820694124 / trials)) end;

create function derived.wilson_high(successes double precision, trials double precision) returns double precision
language sql immutable parallel safe
return case when trials > 0 then least(1,
  (successes / trials + 3.841458820694124 / (2 * trials)
    + 1.959963984540054 * sqrt(successes / trials * (1 - successes / trials) / trials
      + 3.841458820694124 / (4 * trials * trials)))
  / (1 + 3.841458820694124 / trials)) end;

-- The half-year of a day as it sorts: '2010-H1' for January to June 2010.
create function derived.half_year(day date) returns text
language sql immutable parallel safe
return extract(year from day)::integer::text || case when extract(month from day) <= 6 then '-H1' else '-H2' end;
