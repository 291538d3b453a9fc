-- How much of each board's minutes is about a topic, quality and safety first, by items, passages and words (the study read eight boards closely for this).
-- Param: topic text = quality_safety: a code of the frame attention.
-- Param: organisations text (optional): codes of some bodies, parted by commas.
-- Param: from date (optional): first day, such as 2010-01-01.
-- Param: to date (optional): last day, such as 2011-06-30.
-- Example: organisations=ZZ01, ZZ02
with chosen as materialized (
  select meeting_id, organisation_code
  from marts.meetings
  where is_counted
    and (:organisations::text is null
      or organisation_code = any (regexp_split_to_array(trim(:organisations), '\s*,\s*')))
    and (:from::date is null or meeting_date >= :from::date)
    and (:to::date is null or meeting_date <= :to::date)
),
on_topic as materialized (
  select passage_id from marts.codings where frame = 'attention' and code = :topic and applies
),
items as (
  select
    chosen.organisation_code,
    passages.meeting_id,
    passages.item_number,
    passages.item_title,
    count(*) as passages,
    count(on_topic.passage_id) as passages_on_topic,
    sum(passages.words) as words,
    coalesce(sum(passages.words) filter (where on_topic.passage_id is not null), 0) as words_on_topic
  from marts.passages
  inner join chosen on chosen.meeting_id = passages.meeting_id
  left join on_topic on on_topic.passage_id = passages.passage_id
  where passages.is_coded
  group by 1, 2, 3, 4
),
counted as (
  select
    organisation_code,
    count(distinct meeting_id) as meetings,
    count(distinct meeting_id) filter (where passages_on_topic > 0) as meetings_on_topic,
    count(*) as items,
    count(*) filter (where passages_on_topic > 0) as items_on_topic,
    sum(passages) as passages,
    sum(passages_on_topic) as passages_on_topic,
    sum(words) as words,
    sum(words_on_topic) as words_on_topic
  from items
  group by organisation_code
)
select
  counted.organisation_code,
  organisations.organisation_name,
  meetings_on_topic,
  counted.meetings,
  items_on_topic,
  items,
  items_on_topic::float8 / items as share_of_items,
  passages_on_topic,
  counted.passages,
  words_on_topic,
  words,
  words_on_topic::float8 / nullif(words, 0) as share_of_words
from counted
inner join marts.organisations on organisations.organisation_code = counted.organisation_code
order by counted.organisation_code;
