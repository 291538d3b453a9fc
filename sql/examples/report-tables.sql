-- The tables of `boardsense report`, one statement each, to start from. Each is headed by the id of its table in the
-- report and in `boardsense report --json`; a test holds the two alike. To run all of them:
--   psql "$(boardsense db url)" -f sql/examples/report-tables.sql

-- table-outcomes: files offered, by outcome.
select
  outcome,
  count(*) as files,
  coalesce(sum(pages), 0) as pages,
  coalesce(sum(pages_ocr), 0) as pages_ocr,
  count(*) filter (where not is_present) as no_longer_there
from marts.documents
group by outcome
order by outcome;

-- table-study: the study's table. Published: 144 innovations, of them productivity 73 and safety 14; 62, 56, 26 by half-year.
select 'all' as measure, null as part,
  sum(innovations) as in_use, sum(innovations_strict) as strict
from marts.innovations_by_domain_and_half_year
union all
select 'domain', domain, sum(innovations), sum(innovations_strict)
from marts.innovations_by_domain_and_half_year
group by domain
union all
select 'half-year', half_year, sum(innovations), sum(innovations_strict)
from marts.innovations_by_domain_and_half_year
where half_year in ('2010-H1', '2010-H2', '2011-H1')
group by half_year
order by measure, part;

-- table-domains: innovations by domain and half-year; the report sets the half-years side by side.
select parent_domain, domain, half_year, innovations, innovations_strict, meetings_read
from marts.innovations_by_domain_and_half_year
where meetings_read > 0
order by parent_domain, domain, half_year;

-- table-safety: the share of safety, with Wilson's 95% interval.
select
  half_year,
  sum(innovations) filter (where domain = 'safety') as safety,
  sum(innovations) as innovations,
  (sum(innovations) filter (where domain = 'safety'))::float8 / nullif(sum(innovations), 0) as share,
  marts.wilson_low(sum(innovations) filter (where domain = 'safety'), sum(innovations)) as share_low,
  marts.wilson_high(sum(innovations) filter (where domain = 'safety'), sum(innovations)) as share_high
from marts.innovations_by_domain_and_half_year
where meetings_read > 0
group by half_year
order by half_year;

-- table-bodies: innovations by body, with those that are not in use yet.
select
  organisations.organisation_code,
  organisations.meetings,
  count(innovations.first_in_use) as in_use,
  count(innovations.first_implemented_or_evaluated) as strict,
  count(*) filter (where innovations.in_use_at_first_meeting) as in_use_from_the_start,
  count(innovations.first_in_use) filter (where innovations.domain = 'safety') as safety,
  count(innovations.innovation_id) - count(innovations.first_in_use) as not_in_use_yet,
  10.0 * count(innovations.first_in_use) / nullif(organisations.meetings, 0) as in_use_per_10_meetings
from marts.organisations
left join marts.innovations on innovations.organisation_code = organisations.organisation_code
group by organisations.organisation_code, organisations.meetings
order by organisations.organisation_code;

-- table-orientation: orientation by half-year, all bodies.
select
  half_year,
  sum(meetings) as meetings,
  sum(passages) as passages,
  sum(problem_sensing) as problem_sensing,
  sum(comfort_seeking) as comfort_seeking,
  (sum(problem_sensing) - sum(comfort_seeking))::float8 / nullif(sum(problem_sensing) + sum(comfort_seeking), 0) as balance,
  2 * marts.wilson_low(sum(problem_sensing), sum(problem_sensing) + sum(comfort_seeking)) - 1 as balance_low,
  2 * marts.wilson_high(sum(problem_sensing), sum(problem_sensing) + sum(comfort_seeking)) - 1 as balance_high
from marts.orientation_by_organisation
where half_year is not null
group by half_year
order by half_year;

-- table-balance: orientation by body.
select
  organisation_code,
  sum(meetings) as meetings,
  sum(passages) as passages,
  sum(problem_sensing) as problem_sensing,
  sum(comfort_seeking) as comfort_seeking,
  (sum(problem_sensing) - sum(comfort_seeking))::float8 / nullif(sum(problem_sensing) + sum(comfort_seeking), 0) as balance,
  2 * marts.wilson_low(sum(problem_sensing), sum(problem_sensing) + sum(comfort_seeking)) - 1 as balance_low,
  2 * marts.wilson_high(sum(problem_sensing), sum(problem_sensing) + sum(comfort_seeking)) - 1 as balance_high
from marts.orientation_by_organisation
group by organisation_code
order by organisation_code;

-- table-within: orientation by body and half-year.
select organisation_code, half_year, meetings, passages, problem_sensing, comfort_seeking, balance, balance_low, balance_high
from marts.orientation_by_organisation
where half_year is not null
order by organisation_code, half_year;

-- table-orientation-kinds: kinds of problem-sensing and comfort-seeking.
select
  presence.label,
  count(*) filter (where presence.is_present) as bodies,
  sum(presence.passages) as passages
from marts.code_presence as presence
inner join marts.codes on codes.frame = presence.frame and codes.code = presence.code
where presence.frame = 'orientation' and presence.code not in ('problem_sensing', 'comfort_seeking')
group by presence.label, codes.place
order by codes.place;

-- table-attention: attention by topic, all half-years.
select
  topic_label,
  sum(passages) as passages,
  sum(words) as words,
  sum(words)::float8 / nullif(sum(sum(words)) over (), 0) as share_of_words
from marts.attention_by_meeting
group by topic, topic_label
order by words desc, topic;

-- table-frame-quaser: QUASER's eight challenges (not validated); other frames likewise.
select
  presence.label,
  count(*) filter (where presence.is_present) as bodies,
  sum(presence.passages) as passages
from marts.code_presence as presence
inner join marts.codes on codes.frame = presence.frame and codes.code = presence.code
where presence.frame = 'quaser'
group by presence.label, codes.place
order by codes.place;

-- table-regimes: minutes before, during and after a rating or regime.
select
  organisation_code,
  regime,
  period,
  meetings,
  passages,
  problem_sensing,
  comfort_seeking,
  balance,
  2 * marts.wilson_low(problem_sensing, problem_sensing + comfort_seeking) - 1 as balance_low,
  2 * marts.wilson_high(problem_sensing, problem_sensing + comfort_seeking) - 1 as balance_high,
  innovations
from marts.regime_comparison
order by regime, organisation_code, array_position(array['before', 'during', 'after'], period);
