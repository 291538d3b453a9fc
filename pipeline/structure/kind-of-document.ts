import { findDates } from "./dates.js";
import type { SourceLine } from "./source-lines.js";

/** How much lines look like minutes, and what else they might be. */
export type Judgement = { isMinutes: boolean; score: number; seems: string };

/** Points at and above which lines are taken for minutes; the points are given below, one reason at a time. */
const ENOUGH = 3.5;
/** Lines of a document that may hold its title, and those that may hold its attendance. */
const TITLE_LINES = 16;
const HEAD_LINES = 70;
/** How document and minutes speak shows within so many lines; a date within so many units of text. */
const MOST_LINES = 800;
const DATED_WITHIN = 6000;

const MINUTES = /\bminutes?\b|\bcofnodion\b|\bgeàrr-chunntas\b/i;
const NO_TITLE_OF_MINUTES =
  /\bminutes (?:of|from) (?:the )?(?:last|previous)\b|\b(?:approval|adoption|acceptance|confirmation) of (?:the )?(?:\w+ ){0,2}minutes\b|\bminutes approval\b|\b(?:to|for) (?:receive|approve|agree|confirm)\b|\b\d+ minutes\b|\bminutes? (?:taker|ref)\b/i;
const LIKE_MINUTES =
  /\b(?:notes|record|summary|proceedings|outcomes|discussion points|actions and decisions)\b.*\b(?:meeting|workshop|group|panel|committee|board|council)\b|\b(?:meeting|committee|board|group|panel) notes\b/i;
/** A title that says only that a body met: "13th meeting", "Special Meeting of the Board of Directors". */
const MEETING_TITLE =
  /^(?:\d{1,3}(?:st|nd|rd|th) )?(?:[\p{L}’'&-]+ ){0,8}meeting(?: of (?:the )?[\p{L}’'& -]{3,60})?$/iu;
/** What the secretary of a company in the United States sets below its minutes. */
const CERTIFIED =
  /\btrue (?:and (?:correct|accurate|complete) )?(?:copy|record) of the (?:minutes|proceedings)\b/i;
const OTHER_TITLES: readonly [RegExp, string][] = [
  [
    /^(?!.*\b(?:approv|adopt|chang|division)\w*)(?:[\p{L}\d.,'’&()/-]+\s+){0,7}agenda(?:\s+and\s+papers)?\b[^a-z]*$/iu,
    "an agenda",
  ],
  [
    /\baction (?:log|list|tracker|table|points)\b|\bactions from\b|\bstatus update on actions\b/i,
    "an action log",
  ],
  [/\bnews(?:letter|flash)\b/i, "a newsletter"],
  [/\b(?:ordinance|by-?law|charter|constitution|standing orders)\b/i, "an ordinance or a charter"],
  [/\b(?:policy|strategy|manual|handbook|guidance|procedure|terms of reference)\b/i, "a policy or guidance"],
  [/\b(?:case study|presentation|slides)\b/i, "a presentation or case study"],
  [/\b(?:voting form|ballot|nomination form|proxy)\b/i, "a form"],
  [
    /\b(?:schedule of meetings|calendar of meetings|meeting dates|notice of)\b/i,
    "a notice or a schedule of meetings",
  ],
  [/\b(?:questions (?:put|and answers)|q\s?&\s?a)\b/i, "questions and answers"],
  [
    /\b(?:annual report|report (?:of|to|on|by)|cover sheet|front sheet|briefing|accounts|budget|business case|review)\b/i,
    "a report or other paper",
  ],
  [/^dear\b/i, "a letter"],
];
const ATTENDANCE =
  /^(?:(?:board |committee |council |trust |voting |non-voting )?(?:members?|governors?|directors?|trustees?|those)\s+)?(?:also )?(?:present|in attendance|attendance|attendees|attending|attended|apologies|members present|roll call|absent|not present|yn bresennol|governor attendance|visitors|quorum)\b/i;
const ACTS: readonly RegExp[] = [
  /\bcall(?:ed)? (?:the meeting )?to order\b/i,
  /\b(?:opened|closed|adjourned|concluded|commenced) the meeting\b|\bmeeting (?:was )?(?:then )?(?:opened|commenced|started|began|closed|ended|finished|adjourned|concluded)\b/i,
  /\bapolog(?:y|ies)(?: for absence)? (?:was|were|had been|have been|received)\b|\bapologies[^.]{0,40}\breceived\b|\bin attendance\b/i,
  /\b(?:motion|moved|proposed)\b[^.]{0,120}\b(?:second(?:ed)?|carried|passe[sd]|approved)\b/i,
  /\b(?:it was )?(?:resolved|agreed)\b(?: that|:)/i,
  /\bminutes\b[^.]{0,120}\b(?:agreed|approved|confirmed|accepted|signed|adopted|received)\b/i,
  /\b(?:the (?:board|committee|council|chair|chairman|group|governors|trustees|members))\b[^.]{0,40}\b(?:noted|agreed|approved|received|thanked|asked|welcomed|resolved|discussed|considered)\b/i,
  /\bdate (?:and time )?of (?:the )?next meeting\b|\bnext meeting\b/i,
  /\bany other business\b|\bmatters arising\b|\bdeclarations? of interests?\b/i,
  /\bsigned\b[^.]{0,30}(?:chair|date|[._…]{4,})/i,
  /\bpresent (?:were|was)\b|\bwere present\b|\bmeeting\b[^.]{0,40}\bwas held\b/i,
  /\baction(?:\s*\d+)?\s*[:–]/i,
];
/** What was decided, written under an item of an agenda: together they are the record of the meeting. */
const DECIDED =
  /^(?:granted|denied|deferred|continued|withdrawn|no violation|violation|warning|dismissed|approved|carried|rejected|suspended|rescheduled|no action|placed on file|adopted|tabled|referred)\b.{0,80}$/i;
const FEWEST_DECIDED = 6;
const REPORTED =
  /\b(?:reported|noted|agreed|resolved|approved|asked|explained|presented|advised|thanked|confirmed|stated|commented|welcomed|moved|seconded|discussed|adjourned|informed|highlighted|declared|received|said|suggested|proposed|felt|raised|requested|accepted|pointed out|added|replied|outlined|considered)\b/gi;
const PLANNED =
  /\bto (?:receive|note|approve|consider|agree|discuss|confirm|review|ratify|declare|record|adopt)\b/gi;
const PAPER_LABELS =
  /^(?:report to|title(?: of report)?|authors?|sponsors?|executive (?:sponsor|lead|summary)|purpose|recommendations?|agenda (?:item|items|number|ref)|previously (?:seen|considered)|considered by|meeting and date|strategic (?:aim|goal|objective)s?|presented by|prepared by|report author|link to)\b/i;

/** Whether lines are minutes of a meeting, from their title, their attendance, and how they speak. */
export function judgeLines(lines: readonly SourceLine[]): Judgement {
  const titles = lines
    .slice(0, TITLE_LINES)
    .filter((line) => line.cells.length < 3 && line.text.length < 200);
  const head = lines.slice(0, HEAD_LINES);
  const text = lines
    .slice(0, MOST_LINES)
    .map((line) => line.text)
    .join(" ");
  const words = Math.max(1, text.split(/\s+/).length);
  const share = (pattern: RegExp) => (100 * (text.match(pattern) ?? []).length) / words;
  const reported = share(REPORTED);
  const other = OTHER_TITLES.find(([pattern]) => titles.some((line) => pattern.test(line.text)));
  const isTitled = titles.some(isMinutesTitle);
  const labels = new Set(
    lines.slice(0, 25).flatMap((line) => PAPER_LABELS.exec(line.text)?.[0]?.toLowerCase() ?? []),
  );
  const acts = ACTS.filter((pattern) => pattern.test(text)).length;
  const decided = lines.filter((line) => DECIDED.test(line.text)).length;
  const isAttended =
    head.some((line) => ATTENDANCE.test(line.text)) ||
    /\bpresent were\b|\bwere present\b/i.test(text.slice(0, 1500));
  let score = 0;
  if (isTitled) score += titles.some(isBareTitle) ? 4 : 3;
  else if (titles.some((line) => LIKE_MINUTES.test(line.text))) score += 1.5;
  if (isAttended) score += 1.5;
  if (isAttended && other === undefined && titles.some((line) => MEETING_TITLE.test(line.text))) score += 1;
  if (CERTIFIED.test(text)) score += 1.5;
  if (isAttended && head.some((line) => /^apologies\b/i.test(line.text))) score += 0.5;
  score += 0.5 * Math.min(6, acts);
  score += Math.min(3, 1.2 * reported);
  score -= Math.min(3, 2 * share(PLANNED));
  if (decided >= FEWEST_DECIDED) score += Math.min(5, 0.5 * decided);
  const isRecord = acts >= 4 || decided >= FEWEST_DECIDED || (isAttended && reported > 0.7);
  if (other !== undefined && !isTitled) score -= other[1] !== "an agenda" ? 1.5 : isRecord ? 0.5 : 2;
  if (labels.size >= 3) score -= 2.5;
  if (findDates(text.slice(0, DATED_WITHIN)).length === 0) score -= 1;
  if (words < 120) score -= 1;
  return { isMinutes: score >= ENOUGH, score, seems: other?.[1] ?? "a report or other paper" };
}

/** Whether a line can be the title of a set of minutes: it says so and is no item of an agenda or of other minutes. */
export function isMinutesTitle(line: SourceLine): boolean {
  return (
    MINUTES.test(line.text) &&
    !NO_TITLE_OF_MINUTES.test(line.text) &&
    line.cells.length < 3 &&
    !/^(?:\d|[A-Z]{1,4}[./ ]?\d|item\b|\(?[a-z]\))/.test(line.text) &&
    line.text.split(" ").length <= 45
  );
}

/** "MINUTES", "Minutes of the Board Meeting": the word opens or closes a short line. */
function isBareTitle(line: SourceLine): boolean {
  return (
    isMinutesTitle(line) &&
    line.text.split(" ").length <= 10 &&
    /^(?:\w+\s+)?minutes\b|\bminutes\W*$/i.test(line.text)
  );
}

/** Labels of a cover sheet among lines. */
export function countPaperLabels(lines: readonly SourceLine[]): number {
  return new Set(lines.flatMap((line) => PAPER_LABELS.exec(line.text)?.[0]?.toLowerCase() ?? [])).size;
}

/** Whether lines name who was there. */
export function hasAttendance(lines: readonly SourceLine[]): boolean {
  return lines.some((line) => ATTENDANCE.test(line.text));
}
