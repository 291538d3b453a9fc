-- What share of its words each board gives to each topic.
-- Param: topic text (optional): a code of the frame attention, such as quality_safety.
-- Param: organisation text (optional): code of one body.
select
  attention.organisation_code,
  attention.topic,
  attention.topic_label,
  count(*) as meetings,
  sum(attention.passages) as passages,
  sum(attention.words) as words,
  sum(attention.words)::float8 / nullif(sum(sum(attention.words)) over (partition by attention.organisation_code), 0)
    as share_of_topic_words
from marts.attention_by_meeting as attention
where :organisation::text is null or attention.organisation_code = :organisation
group by attention.organisation_code, attention.topic, attention.topic_label
having :topic::text is null or attention.topic = :topic
order by attention.organisation_code, words desc, attention.topic;
