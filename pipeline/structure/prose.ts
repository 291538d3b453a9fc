import { readOpener } from "./openers.js";
import { CELL_SEPARATOR, type PlacedBlock } from "./reading-text.js";

/** Verbs in the past, as minutes report. */
const SENTENCE =
  /\b(?:was|were|had|has|have|been|is|are|would|will|received|noted|welcomed|opened|explained|declared|reported|agreed|apologised|proposed|seconded|moved|resolved|asked|said|spoke|stated|thanked|gave|paid|carried|raised|confirmed)\b/i;
/** A cell with this many words that ends like a sentence is prose in a table. */
const PROSE_WORDS = 12;

/** A short sentence in a table of prose has this many. */
const FEWEST_SENTENCE_WORDS = 3;
const FEWEST_PROSE_ROWS = 2;
const PROSE_SHARE = 1 / 3;

/** Prose before the first item: at least this many words with a verb, and a stop at its end unless it is a bullet. */
const FEWEST_PROSE_WORDS = 6;
const CALLED_TO_ORDER =
  /\bcalled (?:[\p{L} ]{1,30} )?to order\b|\bopened the meeting\b|\b(?:meeting|session) (?:was )?(?:opened|commenced|began|started)\b/iu;

/** Whether a text tells that something was done or said. */
export const reportsAct = (text: string) => SENTENCE.test(text);

/** Whether a text tells that the meeting began. */
export const opensMeeting = (text: string) => CALLED_TO_ORDER.test(text);

/** Whether a block before the first item already reports: sentences end title and attendance. */
export function isProse(block: PlacedBlock): boolean {
  const isBullet = readOpener(block.text)?.kind === "bullet" || block.lines[0]?.isInPlainList === true;
  return CALLED_TO_ORDER.test(block.text) || reports(block.text, isBullet);
}

/** Whether a cell of a row reports so. */
export const hasReport = (block: PlacedBlock) =>
  block.text.split(CELL_SEPARATOR).some((cell) => reports(cell, false));

const reports = (text: string, isBullet: boolean) =>
  text.split(" ").length >= FEWEST_PROSE_WORDS &&
  SENTENCE.test(text) &&
  (isBullet || /[.!?:;]["'”’)]*$/.test(text)) &&
  !NAMES_MEETING.test(text);

/** Sentences that belong to the head: when and where the meeting was, what the paper is, who was there. */
const NAMES_MEETING =
  /\bminutes\b|\b(?:meeting|committee|board|council)\b[^.]{0,80}\b(?:held|convened|at \d)|\b(?:present|in attendance|attended|apologies|absent|quorum)\b|https?:|@|\bdocument\b/i;

/** Whether one of a row's cells holds a sentence long enough to be no label. */
export const hasProse = (block: PlacedBlock) => hasSentence(block, PROSE_WORDS);

/** Whether one of a row's cells ends like a sentence and has so many words. */
export const hasSentence = (block: PlacedBlock, words = FEWEST_SENTENCE_WORDS) =>
  block.text
    .split(CELL_SEPARATOR)
    .some((cell) => cell.split(" ").length >= words && /[.!?]["'”’)]*$/.test(cell));

/** Indexes of the rows of tables in which at least so many rows, and this share of them, hold prose. */
export function findProseRows(blocks: readonly PlacedBlock[]): ReadonlySet<number> {
  const found = new Set<number>();
  let table: number[] = [];
  const close = () => {
    const rows = table.map((index) => blocks[index] as PlacedBlock);
    const prose = rows.filter((row) => hasProse(row) || hasReport(row)).length;
    if (prose >= FEWEST_PROSE_ROWS && prose >= PROSE_SHARE * table.length)
      for (const index of table) found.add(index);
    table = [];
  };
  blocks.forEach(({ kind, isRemark }, index) => {
    if (kind === "row") table.push(index);
    else if (!isRemark) close();
  });
  close();
  return found;
}
