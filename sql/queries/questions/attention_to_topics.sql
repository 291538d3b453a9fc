-- What share of its words each board gives to each topic.
-- Param: topic text (optional): a code of the frame attention, such as quality_safety.
-- Param: organisation text (optional): code of one body.
-- Example: topic=quality_safety
with topics as (
  select
    organisation_code,
    topic,
    topic_label,
    count(*) as meetings,
    sum(passages) as passages,
    sum(words) as words
  from marts.attention_by_meeting
  where :organisation::text is null or organisation_code = :organisation
  group by organisation_code, topic, topic_label
),
shares as (
  select *, words::float8 / nullif(sum(words) over (partition by organisation_code), 0) as share_of_topic_words
  from topics
)
select organisation_code, topic, topic_label, meetings, passages, words, share_of_topic_words
from shares
where :topic::text is null or topic = :topic
order by organisation_code, words desc, topic;
