import type { Box } from "../../schemas/extraction.js";
import type { TextRun } from "../../schemas/minutes.js";
import type { Block } from "./blocks.js";
import { isColumnHeading } from "./columns.js";
import { findRemarks, tellsAction } from "./side-column.js";
import type { SidePiece, SourceLine } from "./source-lines.js";
import { findListCuts } from "./split-lists.js";

/** A block with its place in the reading text. */
export type PlacedBlock = Block & {
  start: number;
  end: number;
  text: string;
  /** Cut out of a paragraph into which a list had been run together; true for its second entry onwards. */
  isRunOn: boolean;
  /** Told in the column at the side of the block before. */
  isRemark: boolean;
};

export type ReadingText = { text: string; runs: TextRun[]; blocks: PlacedBlock[] };

/** What parts the cells of a table row in the reading text. */
export const CELL_SEPARATOR = " | ";

/**
 * The one reading text of a meeting: lines joined to paragraphs, broken words made whole, one paragraph a line.
 * Every unit of the text lies in exactly one run, which names its line and box; words of a side column follow the
 * paragraph they stand beside, on a line of their own.
 */
export function buildReadingText(blocks: readonly Block[], words: ReadonlyMap<string, number>): ReadingText {
  const writer = new Writer();
  const placed: Omit<PlacedBlock, "text" | "isRunOn">[] = [];
  for (const block of blocks) {
    const start = writer.length;
    if (block.kind === "row") writeRow(writer, block.lines);
    else writeParagraph(writer, block.lines, words);
    const end = writer.length;
    writer.pad("\n");
    placed.push({ ...block, start, end, isRemark: false }, ...writeRemarks(writer, block.lines, words));
  }
  const text = writer.finish();
  return {
    text,
    runs: writer.runs,
    blocks: placed.flatMap((block) =>
      cutLists({ ...block, isRunOn: false, text: text.slice(block.start, block.end) }, writer.runs),
    ),
  };
}

/** What the side column says beside a block; blocks of their own for what tells a decision or an action. */
function writeRemarks(
  writer: Writer,
  lines: readonly SourceLine[],
  words: ReadonlyMap<string, number>,
): (Pick<PlacedBlock, "kind" | "lines" | "start" | "end"> & { isRemark: true })[] {
  if (lines.every((line) => line.side.length === 0)) return [];
  return findRemarks(lines.flatMap((line) => line.side)).flatMap((pieces) => {
    const text = pieces.map((piece) => piece.text).join(" ");
    const isTold = !isColumnHeading(text) && tellsAction(text);
    const start = writer.length;
    pieces.forEach((piece, index) => {
      const next = isTold ? pieces[index + 1] : undefined;
      const joint = next === undefined ? null : joinLines(piece.text, next.text, words);
      writer.write(joint?.text ?? piece.text, piece.page, piece.index, piece.box);
      if (joint === null) writer.pad("\n");
      else if (joint.isSpaced) writer.pad(" ");
    });
    const end = writer.length - 1;
    return isTold
      ? [{ kind: "text" as const, lines: toLines(pieces, lines), start, end, isRemark: true as const }]
      : [];
  });
}

/** The pieces of a remark as lines, each like the line it stands beside. */
function toLines(pieces: readonly SidePiece[], lines: readonly SourceLine[]): SourceLine[] {
  return pieces.flatMap((piece) => {
    const beside = lines.find((line) => line.side.includes(piece));
    if (beside === undefined) return [];
    const { page, index, text, box } = piece;
    const cells = [{ text, box, isBold: false }];
    return [{ ...beside, page, index, text, box, cells, isBold: false, boldLead: 0, side: [] }];
  });
}

/** One block for each entry of a list that was run together. */
function cutLists(block: PlacedBlock, runs: readonly TextRun[]): PlacedBlock[] {
  const cuts = block.kind === "text" && !block.isRemark ? findListCuts(block.text) : [];
  if (cuts.length === 0) return [block];
  return [0, ...cuts].map((cut, index) => {
    const text = block.text.slice(cut, cuts[index] ?? block.text.length).trimEnd();
    const start = block.start + cut;
    const end = start + text.length;
    const here = runs.filter((run) => run.start < end && run.end > start);
    const lines = block.lines.filter((line) =>
      here.some((run) => run.page === line.page && run.line === line.index),
    );
    return { kind: "text", lines, start, end, text, isRunOn: index > 0, isRemark: false };
  });
}

class Writer {
  readonly runs: TextRun[] = [];
  private parts: string[] = [];
  length = 0;

  write(text: string, page: number, line: number, box: Box): void {
    if (text === "") return;
    this.runs.push({ start: this.length, end: this.length + text.length, page, line, box });
    this.parts.push(text);
    this.length += text.length;
  }

  /** Adds what is not on the page (a space, a line's end) to the run before. */
  pad(text: string): void {
    const run = this.runs.at(-1);
    if (run === undefined) return;
    run.end += text.length;
    this.parts.push(text);
    this.length += text.length;
  }

  finish(): string {
    return this.parts.join("");
  }
}

function writeParagraph(
  writer: Writer,
  lines: readonly SourceLine[],
  words: ReadonlyMap<string, number>,
): void {
  lines.forEach((line, index) => {
    const next = lines[index + 1];
    const joint =
      next === undefined ? { text: line.text, isSpaced: false } : joinLines(line.text, next.text, words);
    writer.write(joint.text, line.page, line.index, line.box);
    if (joint.isSpaced) writer.pad(" ");
  });
}

/** Cells of a row side by side, each with the lines to which it wraps. */
function writeRow(writer: Writer, lines: readonly SourceLine[]): void {
  lines[0]?.cells.forEach((_, index) => {
    linesOfCell(lines, index).forEach(({ text, page, line, box }, wrapped) => {
      if (wrapped > 0) writer.pad(" ");
      else if (index > 0) writer.pad(CELL_SEPARATOR);
      writer.write(text, page, line, box);
    });
  });
}

/** The words of one cell of a row, line by line. `lines`: the row, then the lines to which its cells wrap. */
export function linesOfCell(
  lines: readonly SourceLine[],
  index: number,
): { text: string; page: number; line: number; box: Box }[] {
  const [row, ...wrapped] = lines;
  const cell = row?.cells[index];
  if (row === undefined || cell === undefined) return [];
  const from = index === 0 ? Number.NEGATIVE_INFINITY : cell.box.x0 - 5;
  const to = (row.cells[index + 1]?.box.x0 ?? Number.POSITIVE_INFINITY) - 5;
  return [
    { text: cell.text, page: row.page, line: row.index, box: cell.box },
    ...wrapped.flatMap(({ cells, page, index: line }) =>
      cells
        .filter(({ box }) => box.x0 >= from && box.x0 < to)
        .map(({ text, box }) => ({ text, page, line, box })),
    ),
  ];
}

/** How a line ends where the next one goes on: whether its hyphen stays, and whether a space follows. */
export function joinLines(
  text: string,
  next: string,
  words: ReadonlyMap<string, number>,
): { text: string; isSpaced: boolean } {
  if (text.endsWith("\u00ad")) return { text: text.slice(0, -1), isSpaced: false };
  const broken = /([\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*)-$/u.exec(text);
  const onward = /^([\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*)/u.exec(next);
  if (broken === null || onward === null) {
    // A slash or long dash holds its words together only where no space stood before it.
    return { text, isSpaced: !/[^\s]\/$/.test(text) };
  }
  const [head, tail] = [broken[1] as string, onward[1] as string];
  if (keepsHyphen(head, tail, words)) return { text, isSpaced: false };
  if (/^(?:and|or|to)$/i.test(tail) || (/^\p{Lu}/u.test(tail) === false && isSuspended(tail)))
    return { text, isSpaced: true };
  return { text: text.slice(0, -1), isSpaced: false };
}

/** First parts of words that are joined to the next word by a hyphen of their own. */
const HYPHENED =
  /^(?:non|self|ex|co|pre|post|long|short|well|high|low|full|part|half|multi|cross|inter|anti|mid|all|year|end|follow|on|in|out|face|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|day|first|second|third|semi|sub|under|over|re|de|vice|by|decision|evidence|patient|health|cost|risk|board|trust|hospital|community|user|child|life|time|month|week|read|sign|check|hand|ward|stand|walk|drop|take|back|best|better|bio|e|x|t|i|j)$/i;
const isSuspended = (tail: string) => /^(?:and|or|to|und)$/i.test(tail);

function keepsHyphen(head: string, tail: string, words: ReadonlyMap<string, number>): boolean {
  if (isSuspended(tail)) return false;
  if (/\d$/.test(head) || /^\d/.test(tail)) return true;
  if (/^\p{Lu}/u.test(tail)) return true;
  const last = (head.split("-").at(-1) ?? head).toLowerCase();
  const joined = words.get(`${last}${tail.toLowerCase()}`) ?? 0;
  const hyphened = words.get(`${last}-${tail.toLowerCase()}`) ?? 0;
  if (joined !== hyphened) return hyphened > joined;
  // Without a word for it: two words that both stand alone elsewhere were joined by a real hyphen.
  const isFirstWord = (words.get(last) ?? 0) > 0;
  const isSecondWord = (words.get(tail.toLowerCase()) ?? 0) > 0;
  if (HYPHENED.test(last) && (isSecondWord || tail.length >= 5)) return true;
  return isFirstWord && isSecondWord && last.length > 2 && tail.length > 2;
}
