import { unite } from "./boxes.js";
import type { TextColumn } from "./columns.js";
import { readOpener } from "./openers.js";
import type { SourceCell, SourceLine } from "./source-lines.js";

/** Lines with words left of the text before they count as a column of item titles. */
const FEWEST_LINES = 4;
/** Share of those lines that must open an item, or follow one that does. */
const FEWEST_OPENERS = 3;
/** Narrowest and widest column of titles, in points. */
const NARROWEST = 55;
const WIDEST = 330;
/** Text that begins so far left of the notes stands in the titles' column. */
const NARROWEST_TITLE = 30;
/** The mark of a list ends at most so far left of its text. */
const MARK_REACH = 30;
/** Title lines of one item stand at most this many type heights apart. */
const SAME_TITLE = 1.9;

/**
 * Minutes printed as a table "Item | Notes | Action": takes the wrapped titles in the left column out of the lines
 * of the notes beside them and puts each whole title before its notes. Other documents come back as they are.
 */
export function liftItemColumn(lines: readonly SourceLine[], column: TextColumn): SourceLine[] {
  // The mark of a list that hangs out of the notes stands left of them too.
  const isLeft = (cell: SourceCell) =>
    cell.box.x1 <= column.left - 3 && cell.box.x0 >= column.left - WIDEST && !isListMark(cell, column);
  const beside = lines.filter(
    (line) => line.cells.some(isLeft) && line.cells.some((cell) => isNotes(cell, column)),
  );
  const openers = beside.filter((line) => opensItem(textOf(line.cells.filter(isLeft))));
  const widths = beside.map((line) => column.left - (line.cells.find(isLeft)?.box.x0 ?? column.left));
  const hasWords = beside.filter((line) => /\p{L}{4}/u.test(textOf(line.cells.filter(isLeft)))).length;
  if (hasWords < FEWEST_LINES || openers.length < FEWEST_OPENERS || Math.max(...widths) < NARROWEST)
    return [...lines];
  return regroup(lines, isLeft, column);
}

function regroup(
  lines: readonly SourceLine[],
  isLeft: (cell: SourceCell) => boolean,
  column: TextColumn,
): SourceLine[] {
  const ordered: SourceLine[] = [];
  let title: SourceLine[] = [];
  let notes: SourceLine[] = [];
  const flush = () => {
    ordered.push(...title, ...notes);
    title = [];
    notes = [];
  };
  for (const line of lines) {
    const left = line.cells.filter(isLeft);
    if (spansColumns(line, left, column)) {
      flush();
      ordered.push(line);
      continue;
    }
    const isTableRow = left.length === 0 && line.cells.length > 1;
    const piece = left.length === 0 ? null : pieceOf(line, left);
    const last = title.at(-1);
    const isTitle =
      piece !== null && (opensItem(piece.text) || (last !== undefined && continuesTitle(last, piece)));
    if (piece !== null && isTitle) {
      if (last === undefined || !continuesTitle(last, piece)) flush();
      title.push(piece);
      const rest = line.cells.filter((cell) => !left.includes(cell));
      if (rest.length > 0) notes.push({ ...pieceOf(line, rest), cells: rest, isItemTitle: false });
    } else if (piece !== null || (isTableRow && title.length === 0)) {
      flush();
      ordered.push(line);
    } else notes.push(line);
  }
  flush();
  return ordered;
}

/** An item's number and then a text that runs on from the titles' column into that of the notes. */
function spansColumns(line: SourceLine, left: readonly SourceCell[], column: TextColumn): boolean {
  const text = line.cells[left.length];
  return (
    text !== undefined &&
    !/\p{L}{4}/u.test(textOf(left)) &&
    opensItem(textOf(left)) &&
    text.box.x0 < column.left - NARROWEST_TITLE &&
    text.box.x1 > column.left + NARROWEST_TITLE
  );
}

function isListMark(cell: SourceCell, column: TextColumn): boolean {
  return (
    /^(?:\(?[a-z]{1,2}[.)]|\(?[ivx]{1,4}[.)]|\p{S}|[•*–-])$/u.test(cell.text) &&
    cell.box.x1 > column.left - MARK_REACH
  );
}

function continuesTitle(last: SourceLine, next: SourceLine): boolean {
  // Over the end of a page a title goes on in small letters.
  if (next.page === last.page + 1) return /^\p{Ll}{2}/u.test(next.text);
  const step = next.box.y1 - last.box.y1;
  return last.page === next.page && step > 0 && step < SAME_TITLE * next.fontSize && !opensItem(next.text);
}

function pieceOf(line: SourceLine, cells: SourceCell[]): SourceLine {
  const text = textOf(cells);
  const box = unite(cells.map((cell) => cell.box));
  const isBold = cells.every((cell) => cell.isBold);
  return {
    ...line,
    cells: [{ text, box, isBold }],
    text,
    box,
    isBold,
    boldLead: isBold ? text.length : 0,
    side: [],
    isItemTitle: true,
    isHanging: false,
  };
}

/** A number may stand alone above its title. */
const opensItem = (text: string) => readOpener(`${text} Title`)?.kind === "item";
const isNotes = (cell: SourceCell, column: TextColumn) =>
  Math.abs(cell.box.x0 - column.left) < 40 && cell.text.length >= 12;
const textOf = (cells: readonly SourceCell[]) => cells.map((cell) => cell.text).join(" ");
