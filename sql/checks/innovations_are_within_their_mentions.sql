-- Every row is a mistake: an innovation whose dates are not those of its mentions, or whose body is another's.
select innovations.innovation_id as what, innovations.organisation_code as place,
  min(meetings.meeting_date)::text as found
from derived.innovations
left join derived.innovation_mentions on innovation_mentions.innovation_id = innovations.innovation_id
left join raw.passages on passages.passage_id = innovation_mentions.passage_id
left join derived.meetings on meetings.meeting_id = passages.meeting_id
inner join raw.organisations
  on organisations.organisation_code = innovations.organisation_code
  and organisations.revision = organisations.consolidated_revision
group by innovations.innovation_id, innovations.organisation_code, innovations.first_mentioned,
  innovations.first_in_use, innovations.first_implemented_or_evaluated
having innovations.first_mentioned is distinct from min(meetings.meeting_date)
  or innovations.first_in_use is distinct from min(meetings.meeting_date)
    filter (where innovation_mentions.stage in ('pilot', 'implemented', 'evaluated'))
  or innovations.first_implemented_or_evaluated is distinct from min(meetings.meeting_date)
    filter (where innovation_mentions.stage in ('implemented', 'evaluated'))
  or bool_or(meetings.organisation_code is distinct from innovations.organisation_code);
