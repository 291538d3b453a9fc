import { isAttendanceLabel } from "./attendance.js";
import { opensTurn, readOpener } from "./openers.js";
import { measureEdges, type RightEdge } from "./right-edge.js";
import type { SourceCell, SourceLine } from "./source-lines.js";

/** Lines that belong together: one paragraph, bullet, heading or row of a table. */
export type Block = { kind: "text" | "row"; lines: SourceLine[] };

/** How far lines of this line's type stand apart within a paragraph. */
type Spacing = (line: SourceLine) => number;

/** What is measured of a whole meeting's lines before they are cut. */
type Measures = {
  spacing: Spacing;
  edges: RightEdge;
  isUsualStart: (line: SourceLine) => boolean;
  /** Where the text of a page ends on the right. */
  right: (page: number) => number;
  /** Only the first line of a bullet is drawn in here. */
  areBulletsDrawnIn: boolean;
};

/** A step between lines above this multiple of the usual one parts paragraphs; OCR boxes are less exact. */
const PARTING_STEP = 1.17;
const PARTING_STEP_ROUGH = 1.45;
/** Lines of one paragraph begin within this many points of each other. */
const SAME_INDENT = 4;
/** A sentence that is not over goes on this far to either side. */
const SENTENCE_SHIFT = 40;
/** How much more than the next word's width must be left, in type heights, before a break counts as meant. */
const ROOM_TO_SPARE = 0.5;
const ENDS_SENTENCE = /[.!?:;…]["'”’)\]]*$/;
/** The end of a sentence, or dots that lead to a figure. */
const ENDS_ENTRY = new RegExp(`${ENDS_SENTENCE.source}|\\.\\s?\\.\\s?\\.\\s*\\d+$`);
/** No sentence, title or entry ends in one of these. */
const ENDS_MIDWAY = /\p{Ll} (?:and|or|the|of|to|an|for|with|from|by)$/u;
/** A bullet that OCR took for another sign. */
const ODD_MARK = /^[^\p{L}\p{N}\s"'“‘(£$€]{1,2}\s/u;
const ENDS_OPEN =
  /(?:[,–—-]|\b(?:and|or|the|of|to|a|an|in|for|with|by|that|on|at|from|as|is|be|was|were|had|has))$/i;

/** Cuts lines (one meeting's, in reading order) into paragraphs, bullets, headings and table rows. */
export function buildBlocks(lines: readonly SourceLine[]): Block[] {
  const spacing = measureSpacing(lines);
  const edges = measureEdges(lines);
  const isUsualStart = findUsualStarts(lines);
  const rights = new Map<number, number>();
  for (const { page, box } of lines) rights.set(page, Math.max(rights.get(page) ?? 0, box.x1));
  const right = (page: number) => rights.get(page) ?? 0;
  const drawnIn = lines.filter((line, index) => isDrawnIn(lines[index - 1], line)).length;
  const areBulletsDrawnIn = drawnIn >= FEWEST_DRAWN_IN;
  const blocks: Block[] = [];
  let open: Block | null = null;
  for (const line of lines) {
    const kind = line.cells.length > 1 ? "row" : "text";
    const last = open?.lines.at(-1);
    if (
      open !== null &&
      last !== undefined &&
      belongsTo(open, last, line, kind, { spacing, edges, isUsualStart, right, areBulletsDrawnIn })
    ) {
      open.lines.push(line);
      continue;
    }
    open = { kind, lines: [line] };
    blocks.push(open);
  }
  return blocks;
}

function belongsTo(
  open: Block,
  last: SourceLine,
  next: SourceLine,
  kind: Block["kind"],
  page: Measures,
): boolean {
  if (last.isItemTitle || next.isItemTitle)
    return last.isItemTitle && next.isItemTitle && !startsItem(last, next);
  if (open.kind === "row")
    return kind === "text"
      ? continuesRow(open, last, next, page.spacing)
      : continuesCells(open, last, next, page);
  if (kind === "row") return false;
  const isSameSize = Math.abs(last.fontSize - next.fontSize) <= (goesOn(open, last, next) ? 1.6 : 0.8);
  if (!isSameSize && !last.isRough) return false;
  if (changesWeight(last, next, page.edges)) return false;
  const opener = readOpener(next.text);
  if (opener !== null && opensBlock(opener.kind, last, next)) return false;
  if (opensTurn(next.text) && ENDS_SENTENCE.test(last.text)) return false;
  const isMeantBreak = isShort(last, next, page.edges) && !goesOn(open, last, next);
  if (last.page !== next.page || last.block !== next.block) return !isMeantBreak && continuesElsewhere(last);
  const step = next.box.y1 - last.box.y1;
  const usual = page.spacing(next);
  if (step > usual * (next.isRough ? PARTING_STEP_ROUGH : PARTING_STEP) + 0.5 || step < 0) return false;
  if (/[\p{L}]-$/u.test(last.text)) return true;
  const isTitle = isCentred(last, next) && !(page.isUsualStart(last) && page.isUsualStart(next));
  if (isTitle) return true;
  return !isMeantBreak && keepsIndent(open, last, next, page.areBulletsDrawnIn);
}

/** Lines of one title follow each other closely; another number opens another title. */
function startsItem(last: SourceLine, next: SourceLine): boolean {
  // Over the end of a page a title goes on in small letters.
  if (last.page !== next.page) return !/^\p{Ll}{2}/u.test(next.text);
  return readOpener(next.text)?.kind === "item" || next.box.y1 - last.box.y1 > 1.9 * next.fontSize;
}

/** A bold line and a plain line are two things, unless bold words only open or close a paragraph. */
function changesWeight(last: SourceLine, next: SourceLine, edges: RightEdge): boolean {
  const isAllBold = (line: SourceLine) => line.isBold && line.boldLead >= line.text.length - 1;
  if (isAllBold(last) === isAllBold(next)) return false;
  if (isAllBold(last)) {
    // Bold words that open a paragraph may fill its first line: then the sentence runs on below.
    if (next.boldLead > 0 || ENDS_OPEN.test(last.text)) return false;
    return !/^[\p{Ll}(]/u.test(next.text) || isShort(last, next, edges);
  }
  if (!isAllBold(next) || last.boldLead > 0) return false;
  return ENDS_SENTENCE.test(last.text) || (looksLikeHeading(next.text) && !ENDS_OPEN.test(last.text));
}

const looksLikeHeading = (text: string) =>
  /^[\p{Lu}\p{N}]/u.test(text) && !/[.,;]$/.test(text) && text.split(" ").length <= MOST_HEADING_WORDS;
const MOST_HEADING_WORDS = 8;

/** Whether a mark at the start of a line opens a block, or is a number that the paragraph wrapped to there. */
function opensBlock(kind: string, last: SourceLine, next: SourceLine): boolean {
  if (kind === "bullet") return true;
  if (last.text === "" || ENDS_SENTENCE.test(last.text) || next.isHanging || next.boldLead > 0) return true;
  if (kind === "letter" || kind === "roman")
    return /\b(?:and|or)$/.test(last.text) || !ENDS_OPEN.test(last.text);
  return next.box.x0 < last.box.x0 - SAME_INDENT;
}

/** A sentence that is not over goes on in small letters, however short its line; lists may have such entries. */
function goesOn(open: Block, last: SourceLine, next: SourceLine): boolean {
  if (ENDS_MIDWAY.test(last.text) && /^[\p{L}\d£€$]/u.test(next.text)) return true;
  if (!/^\p{Ll}{2}/u.test(next.text) || ENDS_SENTENCE.test(last.text)) return false;
  const first = open.lines[0];
  return !(next.isInPlainList && first !== undefined && /^\p{Ll}/u.test(first.text));
}

/** Whether the next line's first word would have fitted behind the last line: then the break was meant. */
function isShort(last: SourceLine, next: SourceLine, edges: RightEdge): boolean {
  const room = edges(last) - last.box.x1;
  const space = next.text.indexOf(" ");
  const firstWord = space < 0 ? next.text.length : space;
  const perCharacter = (next.box.x1 - next.box.x0) / Math.max(1, next.text.length);
  return room > (firstWord + 1) * perCharacter + ROOM_TO_SPARE * next.fontSize;
}

function isCentred(last: SourceLine, next: SourceLine): boolean {
  const middle = (line: SourceLine) => (line.box.x0 + line.box.x1) / 2;
  const isLevel = Math.abs(last.box.x0 - next.box.x0) < SAME_INDENT;
  return !isLevel && Math.abs(middle(last) - middle(next)) < SAME_INDENT && last.isBold === next.isBold;
}

/** Over a page's or column's end a paragraph goes on unless it was a heading. */
function continuesElsewhere(last: SourceLine): boolean {
  return !(last.isBold && last.boldLead >= last.text.length - 1) || ENDS_OPEN.test(last.text);
}

/** So many bullets show that their first line alone is drawn in; one may be a slip. */
const FEWEST_DRAWN_IN = 2;

/** Whether a bullet goes on, in small letters, further to the left than its mark. */
const isDrawnIn = (last: SourceLine | undefined, next: SourceLine) =>
  last !== undefined &&
  last.page === next.page &&
  next.box.x0 < last.box.x0 - SAME_INDENT &&
  /^\p{Ll}{2}/u.test(next.text) &&
  !ENDS_SENTENCE.test(last.text) &&
  readOpener(last.text)?.kind === "bullet";

function keepsIndent(open: Block, last: SourceLine, next: SourceLine, areBulletsDrawnIn: boolean): boolean {
  const shift = next.box.x0 - last.box.x0;
  if (Math.abs(shift) <= SAME_INDENT) return !isNextInPlainList(open, last, next);
  const isFirst = open.lines.length === 1;
  if ((isFirst || Math.abs(shift) < SENTENCE_SHIFT) && goesOn(open, last, next)) return true;
  // A number or bullet hangs out to the left of its text; a first line may be drawn in.
  if (
    readOpener(last.text)?.kind === "bullet" &&
    shift < 0 &&
    !(areBulletsDrawnIn && !ENDS_ENTRY.test(last.text))
  )
    return false;
  if (shift > 0)
    return isFirst && (readOpener(last.text) !== null || last.isHanging || ODD_MARK.test(last.text));
  return isFirst && shift > -60 && !next.isHanging;
}

/** Lists whose bullets are drawn, not written, leave only the sentence's end and a capital to part them. */
function isNextInPlainList(open: Block, last: SourceLine, next: SourceLine): boolean {
  return (
    open.lines[0]?.isInPlainList === true &&
    ENDS_SENTENCE.test(last.text) &&
    /^[\p{Lu}\p{N}"'“‘£(]/u.test(next.text)
  );
}

/** A cell that wraps stands alone on its line, below a cell of its row and close to it. */
function continuesRow(open: Block, last: SourceLine, next: SourceLine, spacing: Spacing): boolean {
  if (last.page !== next.page || last.block !== next.block) return false;
  const step = next.box.y1 - last.box.y1;
  if (step <= 0 || step > spacing(next) * PARTING_STEP + 0.5) return false;
  if (Math.abs(last.fontSize - next.fontSize) > 0.8 && !last.isRough) return false;
  const row = open.lines[0] as SourceLine;
  if (next.isBold && row.cells[0]?.isBold !== true) return false;
  const above = row.cells.findIndex((cell) => Math.abs(cell.box.x0 - next.box.x0) <= SAME_INDENT);
  if (above < 0) return false;
  const limit = row.cells[above + 1]?.box.x0 ?? Number.POSITIVE_INFINITY;
  return next.box.x1 < limit + 2 && (above > 0 || next.box.x1 < (row.cells[1]?.box.x0 ?? 0));
}

/** A cell reaches its right edge where no more than this, in type heights, is left beside the next line's first word. */
const CELL_ROOM = 1.5;
/** So many words are no name or date, but a sentence that may wrap before a capital. */
const FEWEST_WRAPPING_WORDS = 5;
const INITIALS = /^\p{Lu}{2,4}$/u;

/**
 * Whether a line of several cells goes on with the row: each of its cells stands below one that is full, or goes on in
 * small letters. At least one goes on for certain, and so does the first of the row unless it ended above. Figures open
 * a row of their own.
 */
function continuesCells(open: Block, last: SourceLine, next: SourceLine, page: Measures): boolean {
  if (last.page !== next.page || last.block !== next.block) return false;
  const step = next.box.y1 - last.box.y1;
  if (step <= 0 || step > page.spacing(next) * PARTING_STEP + 0.5) return false;
  const row = open.lines[0] as SourceLine;
  if (readOpener(next.text) !== null || isAttendanceLabel(row.cells[0]?.text ?? "")) return false;
  const above = open.lines.flatMap(({ cells }) => cells);
  const isSame = (a: SourceCell, b: SourceCell) => Math.abs(a.box.x0 - b.box.x0) <= SAME_INDENT;
  let isSure = false;
  for (const cell of next.cells) {
    const at = row.cells.findIndex((each) => isSame(each, cell));
    const before = above.findLast((each) => isSame(each, cell));
    if (at < 0 || before === undefined || /^[\d£$€%(+-]/.test(cell.text)) return false;
    if (INITIALS.test(cell.text) && INITIALS.test(before.text)) return false;
    const isSmall = /^\p{Ll}/u.test(cell.text);
    const isOver = ENDS_SENTENCE.test(before.text);
    if (at === 0 && (!isSmall || isOver)) return false;
    const edge = row.cells[at + 1]?.box.x0 ?? page.right(next.page);
    const isFull = before.box.x1 + firstWordOf(cell) > edge - CELL_ROOM * next.fontSize;
    if (!isFull && !isSmall) return false;
    isSure ||= !isOver && (isSmall || before.text.split(" ").length >= FEWEST_WRAPPING_WORDS);
  }
  return isSure;
}

/** About how wide a cell's first word is, in points. */
const firstWordOf = ({ text, box }: SourceCell) =>
  ((text.split(" ")[0] as string).length * (box.x1 - box.x0)) / Math.max(1, text.length);

/** So many lines, and this share of all, begin at one place before lines there are set from the left, not centred. */
const FEWEST_LEFT = 5;
const LEFT_SHARE = 0.05;

function findUsualStarts(lines: readonly SourceLine[]): (line: SourceLine) => boolean {
  const starts = new Map<number, number>();
  const at = (line: SourceLine) => Math.round(line.box.x0 / 2);
  for (const line of lines) starts.set(at(line), (starts.get(at(line)) ?? 0) + 1);
  const fewest = Math.max(FEWEST_LEFT, LEFT_SHARE * lines.length);
  const near = (start: number) =>
    (starts.get(start - 1) ?? 0) + (starts.get(start) ?? 0) + (starts.get(start + 1) ?? 0);
  return (line) => near(at(line)) >= fewest;
}

/** So many lines that surely go on show the step within a paragraph, where paragraphs of one line outnumber them. */
const FEWEST_SURE = 3;
/** Lines of one paragraph seldom stand further apart than so many type heights. */
const WIDEST_PITCH = 1.7;

function measureSpacing(lines: readonly SourceLine[]): Spacing {
  /** By size: how often each step was found, and those before lines that surely go on. */
  const steps = new Map<string, { counts: Map<number, number>; sure: number[] }>();
  for (let i = 1; i < lines.length; i++) {
    const [last, next] = [lines[i - 1] as SourceLine, lines[i] as SourceLine];
    if (
      last.page !== next.page ||
      last.block !== next.block ||
      next.cells.length > 1 ||
      last.cells.length > 1
    )
      continue;
    const step = next.box.y1 - last.box.y1;
    if (step < 0.7 * next.fontSize || step > 2.6 * next.fontSize) continue;
    const size = sizeKey(next);
    const ofSize = steps.get(size) ?? { counts: new Map<number, number>(), sure: [] };
    steps.set(size, ofSize);
    const rounded = Math.round(step * 2) / 2;
    ofSize.counts.set(rounded, (ofSize.counts.get(rounded) ?? 0) + 1);
    if (/^[a-z]/.test(next.text) && !ENDS_SENTENCE.test(last.text)) ofSize.sure.push(rounded);
  }
  const usual = new Map<string, number>();
  for (const [size, { counts, sure }] of steps) {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const sorted = [...counts].sort((a, b) => a[0] - b[0]);
    // The smallest step that is common: wider ones are the gaps between paragraphs.
    const near = (step: number) =>
      sorted.reduce((sum, [other, n]) => (Math.abs(other - step) <= 0.5 ? sum + n : sum), 0);
    const found = sorted.find(([step]) => near(step) >= 0.2 * total) ?? sorted[0];
    if (found === undefined) continue;
    usual.set(size, Math.min(found[0], widestPitch(size, sure)) + 0.5);
  }
  return (line) => usual.get(sizeKey(line)) ?? 1.35 * line.fontSize;
}

/** How far lines of a paragraph stand apart at most. `sure`: the steps before lines that surely go on. */
function widestPitch(size: string, sure: number[]): number {
  if (sure.length >= FEWEST_SURE) return sure.sort((a, b) => a - b)[Math.floor(sure.length / 2)] as number;
  // With fewer, a wide step parts paragraphs of one line each.
  return size === OCR_SIZE ? Number.POSITIVE_INFINITY : Math.max(...sure, WIDEST_PITCH * Number(size));
}

/** OCR guesses a size for each line anew, so its lines are measured together. */
const sizeKey = (line: SourceLine) => (line.textSource === "ocr" ? OCR_SIZE : `${Math.round(line.fontSize)}`);
const OCR_SIZE = "ocr";
