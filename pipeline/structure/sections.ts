import { findDates } from "./dates.js";
import { countPaperLabels, hasAttendance, isMinutesTitle, judgeLines } from "./kind-of-document.js";
import type { SourceLine } from "./source-lines.js";

/** The lines of one set of minutes, wherever they lie in their document. */
export type Section = { lines: SourceLine[]; pageStart: number; pageEnd: number };

type Kind = "minutes" | "agenda" | "action log" | "paper" | "unknown";
type Stretch = { kind: Kind; lines: SourceLine[] };

/** Lines at the top of a page that may open a document of its own. */
const OPENING_LINES = 14;
/** Lines within which minutes name who was there. */
const ATTENDANCE_LINES = 60;
const AGENDA =
  /^(?:(?:draft|public|board|meeting|committee)\s+)*agenda\b(?!\s+item)|\bagenda and papers\b|\b(?:meeting|board) (?:pack|papers)\b/i;
const ACTION_LOG =
  /^(?:(?:enc(?:losure)?|paper|appendix|annex|attachment|item)\.?\s*[A-Z0-9]{1,3}\s*[:.–—-]?\s*)?(?:\w+ ){0,2}action (?:log|tracker|list|plan)\b/i;
const ENCLOSURE =
  /^(?:enc(?:losure|l)?|paper|appendix|annex|attachment|supporting paper)\.?\s*(?:no\.?\s*)?(?:[A-Z]|\d{1,3})[A-Z]?(?:\s*[:.–—-]\s.*[^.]|\s*[:.–—-]?)$/i;
const COVER_SHEET = /^(?:(?:report )?cover ?sheet|front ?sheet|executive summary sheet|report to:?)$/i;

/** The sets of minutes in a document, in order; where there are none, what the document seems to be. */
export function findSections(lines: readonly SourceLine[]): {
  sections: Section[];
  notMinutesBecause: string | null;
} {
  if (lines.length === 0) return { sections: [], notMinutesBecause: "a document without readable text" };
  const stretches = cutAtOpenings(lines);
  const judged = stretches.map((stretch) => ({ stretch, judgement: judgeLines(stretch.lines) }));
  const minutes = judged.filter(({ stretch, judgement }) => isMinutes(stretch, judgement, stretches.length));
  if (minutes.length > 0) {
    return { sections: minutes.map(({ stretch }) => toSection(stretch.lines)), notMinutesBecause: null };
  }
  const whole = judgeLines(lines);
  // Minutes may print their own agenda; only papers or action logs beside it make a pack.
  const isPack = stretches.some(({ kind }) => kind === "paper") && stretches.length > 2;
  if (whole.isMinutes && !isPack) return { sections: [toSection(lines)], notMinutesBecause: null };
  return { sections: [], notMinutesBecause: seemsToBe(stretches, whole.seems) };
}

function isMinutes(
  stretch: Stretch,
  judgement: { isMinutes: boolean; score: number },
  stretches: number,
): boolean {
  if (stretch.kind === "minutes") return judgement.score >= 3;
  // In a pack only what opens as minutes is taken for minutes; a paper may speak of meetings too.
  return stretch.kind === "unknown" && judgement.isMinutes && (stretches === 1 || judgement.score >= 6);
}

function seemsToBe(stretches: readonly Stretch[], seems: string): string {
  const kinds = new Set(stretches.map((stretch) => stretch.kind));
  if (kinds.has("agenda") && stretches.length > 2) return "a pack of papers without minutes";
  if (kinds.has("agenda")) return "an agenda";
  if (stretches[0]?.kind === "action log") return "an action log";
  return seems;
}

function toSection(lines: readonly SourceLine[]): Section {
  return { lines: [...lines], pageStart: lines[0]?.page ?? 1, pageEnd: lines.at(-1)?.page ?? 1 };
}

/** Cuts a document at the pages on which another document opens. */
function cutAtOpenings(lines: readonly SourceLine[]): Stretch[] {
  const pages = groupByPage(lines);
  const stretches: Stretch[] = [];
  pages.forEach((page, index) => {
    const following = [...page, ...(pages[index + 1] ?? [])];
    const open = stretches.at(-1);
    const kind = openingKind(page, following, open ?? null);
    const isAfterBlank = open !== undefined && (page[0]?.page ?? 0) - (open.lines.at(-1)?.page ?? 0) > 1;
    if (open === undefined || kind !== null || isAfterBlank) {
      stretches.push({ kind: kind ?? "unknown", lines: [...page] });
    } else open.lines.push(...page);
  });
  return mergeUnknown(stretches);
}

function openingKind(
  page: readonly SourceLine[],
  following: readonly SourceLine[],
  open: Stretch | null,
): Kind | null {
  const top = page.slice(0, OPENING_LINES);
  const first = top.slice(0, 4);
  if (top.some((line) => COVER_SHEET.test(line.cells[0]?.text ?? "")) || countPaperLabels(top) >= 4)
    return "paper";
  if (first.some((line) => isSetApart(line) && ENCLOSURE.test(line.text)) && !top.some(isMinutesTitle)) {
    return first.some((line) => ACTION_LOG.test(line.text)) ? "action log" : "paper";
  }
  const title = top.findIndex(
    (line) => isMinutesTitle(line) && (isTitle(line) || /^minutes of\b/i.test(line.text)),
  );
  const isHeaded = title >= 0 && title < 10 && isDated(following);
  if (isHeaded && hasAttendance(following.slice(title, title + ATTENDANCE_LINES)) && !isAgendaTitle(top))
    return "minutes";
  if (
    isAgendaTitle(top) &&
    (open === null || open.kind !== "minutes" || first.some((line) => /^agenda\b/i.test(line.text)))
  ) {
    return open === null || open.kind !== "unknown" || open.lines.length < 60 ? "agenda" : null;
  }
  if (
    open !== null &&
    open.kind !== "minutes" &&
    top[0] !== undefined &&
    isSetApart(top[0]) &&
    ACTION_LOG.test(top[0].text)
  )
    return "action log";
  return null;
}

const isDated = (following: readonly SourceLine[]) =>
  following
    .slice(0, OPENING_LINES + 6)
    .some((line, i, lines) => findDates(`${line.text} ${lines[i + 1]?.text ?? ""}`).length > 0);

const isAgendaTitle = (top: readonly SourceLine[]) =>
  top.some((line) => isSetApart(line) && AGENDA.test(line.text));

/** Bold, in capitals or large. */
function isSetApart(line: SourceLine): boolean {
  const isCapital = /\p{Lu}{3}/u.test(line.text) && !/\p{Ll}{2}/u.test(line.text);
  return line.cells.length === 1 && (line.isBold || isCapital || line.fontSize >= 12.5);
}

/** Set apart, or at least short enough to stand alone. */
const isTitle = (line: SourceLine) => isSetApart(line) || (line.cells.length === 1 && line.text.length < 60);

/** Pages before the first opening, and blank pages inside a document, make no document of their own. */
function mergeUnknown(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const last = merged.at(-1);
    if (last !== undefined && stretch.kind === "unknown" && last.kind === "unknown")
      last.lines.push(...stretch.lines);
    else merged.push(stretch);
  }
  return merged;
}

function groupByPage(lines: readonly SourceLine[]): SourceLine[][] {
  const pages = new Map<number, SourceLine[]>();
  for (const line of lines) {
    const page = pages.get(line.page);
    if (page === undefined) pages.set(line.page, [line]);
    else page.push(line);
  }
  return [...pages.values()];
}
