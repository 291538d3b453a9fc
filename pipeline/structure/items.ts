import { isActionLogTitle } from "./action-log.js";
import { isAttendanceLabel } from "./attendance.js";
import { findSignedEnd, namesNextMeeting, saysClosed } from "./closing.js";
import { findDates } from "./dates.js";
import { type Candidate, FEWEST_NUMBERED, type Heading, isCapital } from "./heading.js";
import { dropNested } from "./nested-numbers.js";
import { keyOf } from "./normalise.js";
import { dropFinancialYears, dropStrayNumbers, findMissing } from "./numbering.js";
import { mendMark } from "./ocr-marks.js";
import { readOpener } from "./openers.js";
import { findPrintedAgenda } from "./printed-agenda.js";
import type { PlacedBlock } from "./reading-text.js";
import { findStronger } from "./strong-headings.js";
import { CLEARLY, isDate, isOutcome, isSentence, isSubHeading, standsOver } from "./sub-headings.js";
import { isAction } from "./told-actions.js";

const LONGEST_TITLE_WORDS = 22;
/** The blocks of a meeting that are headings: those that open agenda items, and those under items. */
export type Headings = {
  items: Heading[];
  /** Indexes of blocks that head a part of an item ("Key points", "Discussion"). */
  subHeadings: ReadonlySet<number>;
  /** Indexes of blocks of an agenda printed before the minutes themselves. */
  agenda: ReadonlySet<number>;
};

/** Finds the headings among blocks. */
export function findHeadings(blocks: readonly PlacedBlock[], usualSize: number): Headings {
  const agenda = findPrintedAgenda(blocks);
  const end = findSignedEnd(blocks);
  const read = blocks.map((block, index) =>
    agenda.has(index) || index >= end ? null : readHeading(block, index, usualSize),
  );
  const from = headEnd(blocks);
  const found = findItemHeadings(blocks, read, from);
  const items = dropNested(found);
  const isItem = new Set(items.map((heading) => heading.block));
  const first = items[0]?.block ?? blocks.length;
  const start = Math.min(first, from);
  const subHeadings = new Set<number>(
    found.filter((heading) => !isItem.has(heading.block) && !heading.isRunIn).map(({ block }) => block),
  );
  blocks.forEach((block, index) => {
    if (index < start || isItem.has(index)) return;
    const heading = read[index] ?? null;
    if (!heading?.isStyled || heading.isRunIn || !isSubHeading(block.text)) return;
    const isBold = block.lines.every((line) => line.isBold);
    if ((heading.isNumbered && !isBold) || standsAtRight(blocks[index - 1], block)) return;
    // Without bold type only the gap above tells, which the top of a page does not show; "Label: value" is no title.
    const startsPage = blocks[index - 1]?.lines.at(-1)?.page !== block.lines[0]?.page;
    const isBullet = readOpener(block.text)?.kind === "bullet";
    const isPlainOut =
      index < first || isItem.has(index + 1) || startsPage || isBullet || LABELLED.test(block.text);
    if (!isBold && isPlainOut) return;
    const isUnderHeading = subHeadings.has(index - 1) || isItem.has(index - 1);
    if (!standsOver(blocks, index, isBold ? CLEARLY : 1) && !(isBold && isUnderHeading)) return;
    subHeadings.add(index);
  });
  return { items, subHeadings, agenda };
}

/** A line that begins so far, in points, to the right of the paragraph above names who acts on it and heads nothing. */
const AT_RIGHT = 220;

function standsAtRight(before: PlacedBlock | undefined, { lines }: PlacedBlock): boolean {
  const [above, first] = [before?.lines[0], lines[0]];
  if (above === undefined || first === undefined) return false;
  const isSameColumn = above.page === first.page && above.block === first.block;
  return isSameColumn && lines.every(({ box }) => box.x0 - above.box.x0 > AT_RIGHT);
}

const LABELLED = /^[^:]{1,20}:\s+\S/;

/** The headings that open agenda items: numbered ones where the minutes number them, otherwise those set apart by type. */
function findItemHeadings(
  blocks: readonly PlacedBlock[],
  read: readonly (Candidate | null)[],
  from: number,
): Heading[] {
  const candidates = dropOddNumbers(dropFinancialYears(read.filter((candidate) => candidate !== null)));
  // Where nothing is bold (scans, plain print) a number and a short line have to do.
  const isPlain = blocks.every((block) => block.lines.every((line) => !line.isBold));
  const numbered = dropStrayNumbers(
    candidates.filter(
      (candidate) => candidate.isNumbered && (candidate.isStyled || (isPlain && !candidate.isRunIn)),
    ),
  );
  if (numbered.length >= FEWEST_NUMBERED) {
    // "P/23/0456 – Rose Cottage" under "23/072 Planning" is no item: it is numbered in another style.
    const styles = new Set(numbered.map(({ number }) => styleOf(number)));
    const runIn = candidates.filter(
      ({ isRunIn, isStyled, number }) => isRunIn && !isStyled && styles.has(styleOf(number)),
    );
    const kept = [...numbered, ...(runIn.length >= FEWEST_NUMBERED ? runIn : [])].sort(byBlock);
    const titled = candidates.filter(({ title }) => /\p{L}{2}/u.test(title));
    const last = kept.at(-1)?.block ?? 0;
    const next = candidates.filter(
      ({ isNumbered, isStyled, isRunIn, block, title }) =>
        !isNumbered && isStyled && !isRunIn && block > last && namesNextMeeting(title),
    );
    const found = [...kept, ...findMissing(kept, titled)].sort(byBlock);
    const stronger = findStronger(blocks, candidates, found);
    return [...new Set([...found, ...next.slice(0, 1), ...stronger])].sort(byBlock).map(toHeading);
  }
  const plain = candidates.filter((candidate) => candidate.isNumbered);
  const unnumbered = candidates.filter((candidate) => candidate.isStyled && !candidate.isNumbered);
  // Paragraphs counted anew under each heading are no items.
  const isCounted = !countsAnew(plain) || unnumbered.length < FEWEST_NUMBERED;
  if (plain.length >= FEWEST_NUMBERED && isCounted) return dropStrayNumbers(plain).map(toHeading);
  const titles = new Map<string, number>();
  for (const { title } of candidates) titles.set(title, (titles.get(title) ?? 0) + 1);
  const head = new Set(blocks.slice(0, from).flatMap((block) => [block.text, ...cellsOf(block)].map(keyOf)));
  return candidates
    .filter((candidate) => candidate.isStyled && !candidate.isRunIn && candidate.block >= from)
    .filter(
      ({ title, block }) =>
        !(saysClosed(title) && block >= blocks.length - 2) &&
        (titles.get(title) ?? 0) < SUB_HEADING &&
        !head.has(keyOf(title)),
    )
    .map(toHeading);
}

const byBlock = (a: Heading, b: Heading) => a.block - b.block;

function countsAnew(numbered: readonly Candidate[]): boolean {
  const numbers = numbered.map(({ number }) => Number(number));
  return numbers.some((number, i) => i > 0 && number < (numbers[i - 1] as number));
}

/** A heading that returns this often stands under items ("Discussion", "Action") and opens none. */
const SUB_HEADING = 3;

/** Index of the first block after title and attendance: unnumbered headings before it are no items. */
function headEnd(blocks: readonly PlacedBlock[]): number {
  const near = blocks.slice(0, HEAD_BLOCKS);
  const page = blocks[0]?.lines[0]?.page;
  const prose = near.findIndex((block) => /[.:]$/.test(block.text) && isSentence(block.text));
  const mostTitles = Math.max(TITLE_BLOCKS, Math.min(LETTERHEAD_BLOCKS, prose));
  const label = near.findIndex((block) => isAttendanceLabel(block.text.slice(0, 60)));
  const isBehind = (index: number) => label >= 0 && index > label;
  const isTitled = near.slice(0, Math.max(0, label)).some(({ text }) => /\bminutes\b/i.test(text));
  const report = near.findIndex(
    ({ text }, index) =>
      isBehind(index) && /[.?!]$/.test(text) && isSentence(text) && !NAMES_PRESENT.test(text),
  );
  const title = near.findLastIndex(
    (block, index) =>
      index < mostTitles &&
      !(isBehind(index) && (isTitled || isSentence(block.text))) &&
      block.text.length < 200 &&
      block.lines[0]?.page === page &&
      !OTHER_MINUTES.test(block.text) &&
      (/\bminutes\b/i.test(block.text) || findDates(block.text).length > 0),
  );
  // Once the minutes report, "Attendance" is a title like another.
  const attendance = near
    .slice(0, report < 0 ? undefined : report)
    .findLastIndex((block) => isAttendanceLabel(block.text.slice(0, 60)));
  return Math.max(title, attendance) + 1;
}

/** Sentences that still belong to the list of those present. */
const NAMES_PRESENT = /\b(?:present|attend\w*|apolog\w+|absent|quor\w+)\b/i;
/** An item about the minutes of an earlier meeting is no title. */
const OTHER_MINUTES =
  /\b(?:approv|adopt|accept|confirm)\w*\b.*\bminutes\b|\b(?:previous|last)\b.*\b(?:minutes|meeting)\b|\bminutes of the (?:previous|last)\b/i;
const HEAD_BLOCKS = 60;
const TITLE_BLOCKS = 8;
/** Below a letterhead the title may stand lower, up to the first sentence. */
const LETTERHEAD_BLOCKS = 25;
const cellsOf = (block: PlacedBlock) => block.lines.flatMap((line) => line.cells.map((cell) => cell.text));

/** Where many items are numbered in one style, a number in a style of its own is an amount or a year. */
function dropOddNumbers(candidates: readonly Candidate[]): Candidate[] {
  const counts = new Map<string, number>();
  for (const { number } of candidates) {
    if (number !== null) counts.set(styleOf(number), (counts.get(styleOf(number)) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return candidates.filter(
    ({ number }) =>
      number === null ||
      total < MANY_NUMBERED ||
      (counts.get(styleOf(number)) ?? 0) >= 2 ||
      /^(?:\w|part .*|section .*)$/i.test(number),
  );
}

/** How a number is written, whatever it counts: "A9" for "B12", "FGB 9/9" for "FGB 96/1920". */
const styleOf = (number: string | null) => (number ?? "").replace(/\d+/g, "9").replace(/^[A-Z](?=9|$)/, "A");

/** So many numbered headings show what the numbers of a document look like. */
const MANY_NUMBERED = 6;

function toHeading({ block, number, title, isRunIn }: Candidate): Heading {
  return { block, number, title, isRunIn };
}

/** What stands under a heading where there was nothing to tell, or says what the paper is. */
const SAYS_NOTHING =
  /^(?:none|nil|n\/a|not applicable|nothing to report|no report|no items?|draft|copy|confidential)\.?$/i;

function readHeading(block: PlacedBlock, index: number, usualSize: number): Candidate | null {
  if (block.kind !== "text" || block.isRemark) return null;
  const first = block.lines[0];
  if (first === undefined) return null;
  const text = first.isRough ? mendMark(block.text) : block.text;
  if (isAction(text) && !isActionLogTitle(text)) return null;
  const opener = readOpener(text);
  const number = opener?.kind === "item" ? opener.mark.replace(/[.:)]$/, "") : null;
  const title = block.text.slice(number === null ? 0 : opener?.length);
  if (SAYS_NOTHING.test(title) || isDate(title) || (number === null && isOutcome(title))) return null;
  const words = title.split(" ").length;
  const isBold = block.lines.every((line) => line.boldLead >= line.text.length - 2);
  const isLarge = first.fontSize > usualSize * 1.12;
  // A number that had to be guessed opens an item only where it fills a gap.
  const isGuessed = text !== block.text;
  const isStyled = !isGuessed && (isBold || isCapital(title) || isLarge);
  if (first.isItemTitle && number !== null && /\p{L}{2}/u.test(title)) {
    return { block: index, number, title: tidy(title), isRunIn: false, isStyled: true, isNumbered: true };
  }
  const isShort = words <= LONGEST_TITLE_WORDS && block.lines.length <= 3 && /\p{L}{2}/u.test(title);
  if (number === null && /[.!?]$/.test(block.text) && isSentence(title)) return null;
  if (isShort && (isStyled || (number !== null && isTitle(title)))) {
    return {
      block: index,
      number,
      title: tidy(title),
      isRunIn: false,
      isStyled,
      isNumbered: number !== null,
    };
  }
  if (number === null || opener === null) return null;
  const lead = block.isRunOn ? 0 : first.boldLead;
  const run = runInTitle(text, opener.length, lead);
  if (run === null) return null;
  const isBoldRun = lead >= opener.mark.length;
  if (!isBoldRun && !RUN_IN_NUMBER.test(number) && !block.isRunOn) return null;
  return {
    block: index,
    number,
    title: run,
    isRunIn: true,
    isStyled: !isGuessed && (isBoldRun || block.isRunOn),
    isNumbered: true,
  };
}

/** Numbers that head an item even where no type sets them apart; "3.2.1" may number mere paragraphs. */
const RUN_IN_NUMBER = /^[A-Z]{1,4}[/ ]?\d/;
const LONGEST_RUN_IN_WORDS = 9;

/** The words in bold after the number, or else those up to the first stop, where they are few. */
function runInTitle(text: string, from: number, lead: number): string | null {
  if (lead > from && lead < text.length) {
    const title = tidy(text.slice(from, lead));
    return title.split(" ").length > LONGEST_TITLE_WORDS ? null : title;
  }
  const phrase = tidy(/^.*?(?:[.:;–—](?=\s|$)|$)/u.exec(text.slice(from))?.[0] ?? "");
  if (phrase.split(" ").length <= LONGEST_RUN_IN_WORDS) return phrase;
  const whole = tidy(text.slice(from));
  return whole.split(" ").length <= LONGEST_TITLE_WORDS ? whole : "";
}

/** An unstyled numbered line is a title only where it is short and no sentence. */
function isTitle(text: string): boolean {
  const words = text.split(" ").length;
  return (
    words <= 12 &&
    !/[;,]$/.test(text) &&
    (words === 1 || !text.endsWith(".") || COMPANY.test(text)) &&
    /^[\p{Lu}\p{N}"'“‘]/u.test(text)
  );
}

const COMPANY = /\b(?:Inc|LLC|Ltd|Co|Corp|PLC)\.$/i;

const tidy = (title: string) => title.replace(/\s*[.:–—-]+$/u, "").trim();
