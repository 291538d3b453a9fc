-- How much of each board's minutes is about a topic, quality and safety first, by items, passages and words (the study read eight boards closely for this).
-- Param: topic text = quality_safety: a code of the frame attention.
-- Param: organisations text (optional): codes of some bodies, parted by commas.
-- Param: from date (optional): first day, such as 2010-01-01.
-- Param: to date (optional): last day, such as 2011-06-30.
-- Example: organisations=ZZ01, ZZ02
with read as (
  select
    meetings.organisation_code,
    passages.meeting_id,
    dense_rank() over (partition by passages.meeting_id order by passages.item_number, passages.item_title) as item,
    passages.words,
    codings.applies
  from marts.meetings
  inner join marts.codings
    on codings.meeting_id = meetings.meeting_id and codings.frame = 'attention' and codings.code = :topic
  inner join marts.passages on passages.passage_id = codings.passage_id
  where meetings.is_counted
    and (:organisations::text is null
      or meetings.organisation_code = any (regexp_split_to_array(trim(:organisations), '\s*,\s*')))
    and (:from::date is null or meetings.meeting_date >= :from::date)
    and (:to::date is null or meetings.meeting_date <= :to::date)
),
counted as (
  select
    organisation_code,
    count(distinct meeting_id) as meetings,
    count(distinct meeting_id) filter (where applies) as meetings_on_topic,
    count(distinct (meeting_id, item)) as items,
    count(distinct (meeting_id, item)) filter (where applies) as items_on_topic,
    count(*) as passages,
    count(*) filter (where applies) as passages_on_topic,
    sum(words) as words,
    coalesce(sum(words) filter (where applies), 0) as words_on_topic
  from read
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
