import type { Evidence } from "../../schemas/minutes.js";
import { type FoundDate, findDates, readFigureOrder, weekdayOf } from "./dates.js";
import type { KnownFacts, TitleWords } from "./title-block.js";

export type DateReading = { meetingDate: string | null; evidence: Evidence[]; contradictions: string[] };

type Candidate = { date: FoundDate; page: number | null; from: Evidence["from"]; points: number };

/** Words before a date that make it another day than the meeting's. */
const ANOTHER_DAY =
  /\b(?:next (?:\w+ ){0,3}meetings?|previous (?:\w+ ){0,2}meeting|last (?:\w+ ){0,2}meeting|minutes of (?:the )?(?:\w+ ){0,3}(?:meetings?|minutes)?\s*(?:held )?(?:on|of|from)?|approved|confirmed|ratified|amended|revised|printed|issued|published|circulated|version|v\d[\d.]*|updated|deadline|due|by|since|until|from|to|dated|year ended|ended|ending|received|draft \d)\s*[:,(]?\s*(?:on|at|by|the)?\s*$/i;
/** Words before a date that make it the meeting's day. */
const THE_DAY =
  /\b(?:held|convened|meeting|minutes|date|dated|took place|on|board|committee|council|panel|group)\b[^.]{0,60}$/i;
const HELD = /\b(?:held|convened|took place|met)\b[^.]{0,80}$/i;
/** Where the record itself begins, in documents that print other things before it. */
const OPENING = /\bmeeting\b[^.]{0,60}\b(?:was |is )?(?:called to order|duly convened)\b/i;
/** A title that names its own meeting right before the day: "Minutes of the Board Meeting, Thursday". */
const OWN_TITLE =
  /^\W*(?:(?:draft|unconfirmed|confirmed|approved|final)\s+){0,2}minutes of (?:the |a )?(?:(?!previous\b|last\b|next\b)[\p{L}’'&-]+ ){0,6}meetings?\s*(?:[,:(–—-]|of|dated|in public)*[\s,:(–—-]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?$/iu;
/** How far before a date its words are looked at, in UTF-16 units. */
const BEFORE = 90;
/** What a day is worth that the title itself names. */
const OWN_DAY = 2;
/** A line with fewer further units than this holds the date alone. */
const ALONE = 4;

/**
 * The day of the meeting, from its title block; failing that from running heads, the first sentences or the file's
 * name. Never the day of another meeting, of approval or of printing.
 */
export function readMeetingDate(words: TitleWords, known: KnownFacts): DateReading {
  const order = readFigureOrder(words.text);
  const candidates: Candidate[] = [];
  const read = (
    text: string,
    page: number | null,
    from: Evidence["from"],
    points: number,
    lines: readonly string[] = [],
  ) => {
    for (const date of findDates(text, order)) {
      const before = text.slice(Math.max(0, date.start - BEFORE), date.start);
      const isAlone = lines.some(
        (line) => line.length - date.quote.length < ALONE && line.includes(date.quote),
      );
      const isOwn = from === "title block" && OWN_TITLE.test(before);
      const worth = points + (isOwn ? OWN_DAY : judgeContext(before, text, date)) + (isAlone ? 2.5 : 0);
      if (worth > 0) candidates.push({ date, page, from, points: worth });
    }
  };
  for (const [index, block] of words.title.entries()) {
    const lines = block.lines.map((line) => line.text);
    read(block.text, block.lines[0]?.page ?? null, "title block", 6 - Math.min(2, index * 0.2), lines);
  }
  for (const block of words.head.slice(0, 20)) {
    if (!words.title.includes(block)) read(block.text, block.lines[0]?.page ?? null, "body", 1.5);
  }
  for (const margin of words.margins) read(margin.text, margin.page, "running head", 2);
  const opening = OPENING.exec(words.text);
  if (opening !== null) {
    const from = Math.max(0, opening.index - BEFORE);
    read(words.text.slice(from, opening.index + opening[0].length), null, "body", 4);
  }
  if (candidates.length === 0)
    read(words.text.slice(0, 600), words.head[0]?.lines[0]?.page ?? null, "body", 1);
  const named = known.fileName === null ? [] : findDates(spell(known.fileName), order);
  for (const date of named) candidates.push({ date, page: null, from: "file name", points: 0.5 });
  const ranked = [...candidates].sort((a, b) => b.points - a.points);
  return settle(ranked, known, named);
}

function judgeContext(before: string, text: string, date: FoundDate): number {
  if (
    /^\W*(?:(?:draft|unconfirmed|confirmed|approved|final|meeting|\w+)\s+){0,4}minutes\s*(?:from|of|for|[-–:,])?\s*$/i.test(
      before,
    )
  )
    return 2;
  if (ANOTHER_DAY.test(before) && !HELD.test(before))
    return /minutes of (?:the )?(?:\w+ ){0,3}meeting (?:held )?(?:on)?\s*$/i.test(before) ? 0 : -10;
  if (/\b(?:next|previous|last) meeting\b[^.]*$/i.test(before)) return -10;
  let points = 0;
  if (HELD.test(before)) points += 2;
  else if (THE_DAY.test(before)) points += 1;
  if (date.start < 3 && text.length - date.quote.length < 40) points += 1;
  if (weekdayOf(date.quote) !== null) points += 1;
  if (date.isNumeric) points -= 0.5;
  return points;
}

function settle(ranked: readonly Candidate[], known: KnownFacts, named: readonly FoundDate[]): DateReading {
  const best = ranked[0];
  const contradictions: string[] = [];
  const evidence: Evidence[] = ranked.map(({ date, page, from }) => ({
    value: date.date,
    quote: date.quote,
    page,
    from,
  }));
  let read = best?.date.date ?? null;
  if (best !== undefined && best.from !== "file name") {
    const repaired = repairYear(best.date, named);
    if (repaired !== null) {
      contradictions.push(`"${best.date.quote}" is no such weekday; ${repaired} is, and was taken.`);
      read = repaired;
    }
    const fileDays = new Set(named.map((date) => date.date));
    if (fileDays.size === 1 && !fileDays.has(read ?? "")) {
      contradictions.push(
        `The file's name says ${[...fileDays][0]}, the document ${read} ("${best.date.quote}").`,
      );
    }
  }
  const stated = known.meetingDate;
  if (stated !== null) {
    if (read !== null && read !== stated) {
      contradictions.push(`The manifest says ${stated}, the document ${read} ("${best?.date.quote}").`);
    }
    evidence.unshift({ value: stated, quote: stated, page: null, from: "manifest" });
  }
  return { meetingDate: stated ?? read, evidence, contradictions };
}

/** In January people still write last year: where the weekday fits the next year alone, or the file's name agrees. */
function repairYear(date: FoundDate, named: readonly FoundDate[]): string | null {
  const stated = weekdayOf(date.quote);
  if (stated === null || isOnWeekday(date.date, stated)) return null;
  for (const shift of [1, -1]) {
    const other = `${Number(date.date.slice(0, 4)) + shift}${date.date.slice(4)}`;
    if (!isOnWeekday(other, stated)) continue;
    const isNewYear = shift === 1 && date.date.slice(5, 7) <= "02";
    if (isNewYear || named.some((each) => each.date === other)) return other;
  }
  return null;
}

function isOnWeekday(date: string, weekday: number): boolean {
  return new Date(`${date}T00:00:00Z`).getUTCDay() === weekday;
}

/** A file's name with the signs between its words as spaces, and an eight-figure date spelt apart. */
function spell(fileName: string): string {
  return fileName
    .replace(/\.[a-z0-9]{2,4}$/i, "")
    .replace(/(?<!\d)(19|20)(\d{2})(\d{2})(\d{2})(?!\d)/g, "$1$2-$3-$4")
    .replace(/(?<=\p{L})[-.](?=\d)|(?<=\d)[-.](?=\p{L})/gu, " ")
    .replace(/_/g, " ");
}
