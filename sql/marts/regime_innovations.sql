-- One row per body, regime and innovation that came into use in one of its periods.
create view marts.regime_innovations as
select * from (
  select
    spans.organisation_code,
    spans.regime,
    case
      when innovations.first_in_use < spans.first_day then 'before'
      when spans.spells @> innovations.first_in_use then 'during'
      when innovations.first_in_use > spans.last_day then 'after'
    end as period,
    innovations.innovation_id
  from derived.regime_spans as spans
  inner join derived.lineages on lineages.organisation_code = spans.organisation_code
  inner join derived.innovations
    on innovations.organisation_code = lineages.member_code
    and innovations.first_in_use >= coalesce(lineages.since, '-infinity')
    and innovations.first_in_use <= coalesce(lineages.until, 'infinity')
) as placed
where period is not null;

comment on view marts.regime_innovations is 'One row per body, regime and innovation in use: the period of the regime in which it came into use.';
comment on column marts.regime_innovations.organisation_code is 'The body that had the regime.';
comment on column marts.regime_innovations.regime is 'The rating or regime.';
comment on column marts.regime_innovations.period is 'before its first spell, during one, or after the last: by the first meeting that reports the innovation in use.';
comment on column marts.regime_innovations.innovation_id is 'The innovation.';
