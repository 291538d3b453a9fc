-- One row per passage.
create view marts.passages as
select
  passages.passage_id,
  passages.meeting_id,
  passages.ordinal + 1 as place,
  items.item_number,
  items.item_title,
  passages.kind,
  passages.part,
  passages.part = 'discussion' as is_coded,
  passages.page,
  passages.page_end,
  passages.text_source,
  passages.start_offset,
  passages.end_offset,
  passages.text,
  passages.lead_in,
  passages.speaker,
  passages.action_owner,
  passages.words,
  passages.search
from raw.passages
left join raw.items on items.meeting_id = passages.meeting_id and items.ordinal = passages.item_ordinal;

comment on view marts.passages is 'One row per passage: a paragraph, bullet or row of the minutes. Those of the discussion are coded, the others are shown.';
comment on column marts.passages.passage_id is 'Meeting and place in it: <meeting_id>-034 is the 34th passage.';
comment on column marts.passages.meeting_id is 'The meeting.';
comment on column marts.passages.place is 'Place of the passage in the meeting, from 1.';
comment on column marts.passages.item_number is 'Number of the agenda item as printed; empty where it has none.';
comment on column marts.passages.item_title is 'Title of the agenda item; empty before the first item.';
comment on column marts.passages.kind is 'paragraph, bullet, action row or table row.';
comment on column marts.passages.part is 'Part of the minutes: discussion, title block, attendance, action log, signature, table or front matter.';
comment on column marts.passages.is_coded is 'Whether it is coded: only the discussion is.';
comment on column marts.passages.page is 'PDF page where it begins, from 1.';
comment on column marts.passages.page_end is 'PDF page where it ends.';
comment on column marts.passages.text_source is 'Where its text came from: text layer, ocr or none.';
comment on column marts.passages.start_offset is 'Where it begins in the reading text of the meeting, in UTF-16 units (as JavaScript counts). Never slice with it in SQL, which counts characters.';
comment on column marts.passages.end_offset is 'Where it ends there, in the same units, the end excluded.';
comment on column marts.passages.text is 'Its text.';
comment on column marts.passages.lead_in is 'For a bullet the sentence that introduces its list; otherwise the sub-heading under which the passage stands.';
comment on column marts.passages.speaker is 'Who speaks, where the text opens with a name, initials or a role.';
comment on column marts.passages.action_owner is 'Who is to act, where an action column or row says so.';
comment on column marts.passages.words is 'Its words.';
comment on column marts.passages.search is 'For full-text search: where search @@ websearch_to_tsquery(''english'', ''mystery shopper'').';
