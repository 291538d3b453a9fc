import { z } from "zod";
import { Box, TextSource } from "./extraction.js";

/** A calendar day, YYYY-MM-DD. */
export const IsoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date, such as 2010-01-28");

export const MeetingKind = z.enum(["board", "committee", "governors", "other"]);
export type MeetingKind = z.infer<typeof MeetingKind>;

export const Session = z.enum(["public", "private", "extraordinary", "unknown"]);
export type Session = z.infer<typeof Session>;

/**
 * Where a run of the reading text stands on paper.
 * Offsets count UTF-16 units of `Meeting.text`, start included, end excluded, as in `text.slice(start, end)`.
 */
export const TextRun = z.strictObject({
  start: z.int().min(0),
  end: z.int().min(0),
  /** PDF page, counted from 1. */
  page: z.int().min(1),
  /** Index into the page's `lines`. */
  line: z.int().min(0),
  box: Box,
});
export type TextRun = z.infer<typeof TextRun>;

/** An agenda item: the heading under which passages stand. */
export const Item = z.strictObject({
  /** As printed ("10/034", "3.2.1", "A1"); null where the heading has none. */
  number: z.string().nullable(),
  title: z.string(),
  start: z.int().min(0),
  end: z.int().min(0),
  page: z.int().min(1),
});
export type Item = z.infer<typeof Item>;

export const PassageKind = z.enum(["paragraph", "bullet", "action row", "table row"]);
export type PassageKind = z.infer<typeof PassageKind>;

/** What part of the minutes a passage belongs to. Only `discussion` is coded. */
export const PassagePart = z.enum([
  "discussion",
  "title block",
  "attendance",
  "action log",
  "signature",
  "table",
  "front matter",
]);
export type PassagePart = z.infer<typeof PassagePart>;

/** The unit of coding: one paragraph, bullet or action row. `text` equals `Meeting.text.slice(start, end)`. */
export const Passage = z.strictObject({
  /** Place in the meeting, from 0. */
  ordinal: z.int().min(0),
  kind: PassageKind,
  part: PassagePart,
  /** Index into `Meeting.items`; null before the first item. */
  item: z.int().min(0).nullable(),
  start: z.int().min(0),
  end: z.int().min(0),
  text: z.string(),
  page: z.int().min(1),
  pageEnd: z.int().min(1),
  boxes: z.array(z.strictObject({ page: z.int().min(1), box: Box })),
  textSource: TextSource,
  /** For a bullet the sentence that introduces its list ("The Board agreed to:"), else the sub-heading above; or null. */
  leadIn: z.string().nullable(),
  /** Who speaks, where the text opens with a name, initials or a role; null elsewhere. */
  speaker: z.string().nullable(),
  /** Who is to act, from an action column or an action row; null elsewhere. */
  actionOwner: z.string().nullable(),
});
export type Passage = z.infer<typeof Passage>;

/** One candidate of a fact about the meeting and the words it was read from. */
export const Evidence = z.strictObject({
  value: z.string(),
  quote: z.string(),
  page: z.int().min(1).nullable(),
  from: z.enum(["manifest", "title block", "running head", "body", "file name"]),
});
export type Evidence = z.infer<typeof Evidence>;

/** The minutes of one meeting, wherever they lie in their document. */
export const Meeting = z.strictObject({
  organisationName: z.string().nullable(),
  organisationEvidence: z.array(Evidence),
  meetingDate: IsoDate.nullable(),
  dateEvidence: z.array(Evidence),
  /** "Trust Board (public session)": the body that met, as printed. */
  title: z.string().nullable(),
  kind: MeetingKind,
  session: Session,
  isDraft: z.boolean(),
  /** What disagreed: manifest against document, title block against body. In words. */
  contradictions: z.array(z.string()),
  pageStart: z.int().min(1),
  pageEnd: z.int().min(1),
  /** The reading text. Built once; everything else points into it. */
  text: z.string(),
  runs: z.array(TextRun),
  items: z.array(Item),
  passages: z.array(Passage),
});
export type Meeting = z.infer<typeof Meeting>;

/** The answer of `structure`: the sets of minutes in a document, or why there are none. */
export const Minutes = z.strictObject({
  structureVersion: z.int(),
  meetings: z.array(Meeting),
  /** What the document seems to be where it holds no minutes ("agenda", "report", ...); null where it does. */
  notMinutesBecause: z.string().nullable(),
});
export type Minutes = z.infer<typeof Minutes>;

/** What the user said of a file; it wins over what the PDF says. */
export const ManifestRow = z.strictObject({
  organisationCode: z.string().nullable(),
  organisationName: z.string().nullable(),
  sector: z.string().nullable(),
  meetingDate: IsoDate.nullable(),
  password: z.string().nullable(),
});
export type ManifestRow = z.infer<typeof ManifestRow>;
