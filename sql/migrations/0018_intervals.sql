-- Wilson's interval for those who may read marts only: the questions and people's own statements.
create function marts.wilson_low(successes double precision, trials double precision) returns double precision
language sql immutable parallel safe
return case when trials > 0 then greatest(0,
  (successes / trials + 3.841458820694124 / (2 * trials)
    - 1.959963984540054 * sqrt(successes / trials * (1 - successes / trials) / trials
      + 3.841458820694124 / (4 * trials * trials)))
  / (1 + 3.841458820694124 / trials)) end;

create function marts.wilson_high(successes double precision, trials double precision) returns double precision
language sql immutable parallel safe
return case when trials > 0 then least(1,
  (successes / trials + 3.841458820694124 / (2 * trials)
    + 1.959963984540054 * sqrt(successes / trials * (1 - successes / trials) / trials
      + 3.841458820694124 / (4 * trials * trials)))
  / (1 + 3.841458820694124 / trials)) end;

comment on function marts.wilson_low(double precision, double precision) is
  'Lower end of Wilson''s 95% interval of a share: marts.wilson_low(14, 144). Empty where there were no trials. Takes the coding as given.';
comment on function marts.wilson_high(double precision, double precision) is
  'Upper end of Wilson''s 95% interval of a share: marts.wilson_high(14, 144). Empty where there were no trials. Takes the coding as given.';
