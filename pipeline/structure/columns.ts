import { unite } from "./boxes.js";
import { liftItemColumn } from "./item-column.js";
import { leadWithNumbers } from "./late-numbers.js";
import { setReferencesAside } from "./paper-references.js";
import { SideColumn } from "./side-column.js";
import { keepCells, toSidePiece } from "./side-pieces.js";
import type { SourceCell, SourceLine } from "./source-lines.js";

/** Where a page's running text stands: its left edge, its right edge, and the column at its right, if any. */
export type TextColumn = {
  left: number;
  right: number;
  sideLeft: number | null;
  /** Index of the line whose heading shows the side column; 0 where it shows itself. */
  sideFrom: number;
};

/** A number or letter that opens a paragraph and may stand in a column of its own. */
const OPENER =
  /^(?:[A-Za-z]{0,4}[/ ]?\d[\d./()a-z-]{0,10}[.):]?|\(\d{1,3}\)|\(?[a-z]{1,2}[.)]|\(?[ivxl]{1,5}[.)]|[A-Z](?:\d{1,3})?[.)]?|[A-Z]{2}\d{1,3}[.)]?|[•▪◦○■□▶►➢✓–—*-])$/;
/** The text's right edge is the furthest at which this share of its lines end, within so many points. */
const EDGE_SHARE = 0.06;
const SAME_EDGE = 12;
/** A column at the side is at most this share of the page's text in width. */
const WIDEST_SIDE = 0.3;
/** A column that has its heading may be wider: whole actions stand in it. */
const WIDEST_HEADED_SIDE = 0.75;
/** The same over a column that holds whole actions or decisions. */
const ACTION_COLUMN =
  /^(?:(?:key |agreed )?(?:decisions?|outcomes?)(?: and | ?& ?| ?\/ ?))?actions?(?: points?| items?| required| agreed| by| owner)?(?:\s*\/\s*(?:by whom|lead|owner|date|when))?:?$/i;
/** The same over names alone, in the head of minutes printed as a table; further down it heads a table of its own. */
const OWNER_COLUMN =
  /^(?:leads?|owners?|by whom|who|responsib(?:le|ility))(?:\s*(?:\/|and|&)\s*(?:date|when|by when|deadline|timescale))?:?$/i;
const HEAD_LINES = 60;
const TEXT_COLUMN =
  /^(?:discussion|notes?|minutes?|summary|details?|discussion points?|notes of discussion)(?:\s*(?:and|&|\/)\s*[\p{L} ]{3,30})?:?$/iu;
/** Lines with words at the side before they count as a column. */
const FEWEST_SIDE_LINES = 2;
const MOST_WIDE = 0.15;
/** What stands above a side column. */
const SIDE_HEADING =
  /^(action|actions|by whom|who|lead|owner|action by|for action|by when|responsible|action owner)s?:?$/i;

/** Whether words head the column in which what was discussed stands. */
export const isTextHeading = (text: string) => TEXT_COLUMN.test(text);

/** Whether words head a column of actions, decisions or of those who act. */
export const isColumnHeading = (text: string) =>
  SIDE_HEADING.test(text) || ACTION_COLUMN.test(text) || OWNER_COLUMN.test(text);

/**
 * Joins cells that belong to one paragraph (a number in its own column, then the text) and puts the words of a side
 * column ("Action", "By whom") aside, so that what stays in several cells is a table. Works on the lines in place.
 */
export function resolveColumns(lines: readonly SourceLine[]): SourceLine[] {
  setReferencesAside(lines);
  const column = findTextColumn(lines);
  const kept: SourceLine[] = [];
  const before = new Set(lines.slice(0, column.sideFrom));
  const sideColumn = new SideColumn();
  for (const line of liftItemColumn(leadWithNumbers(lines), column)) {
    const hasSide = column.sideLeft !== null && !before.has(line);
    if (!(hasSide && line.cells.length === 2 && isAtSide(line.cells[1] as SourceCell, column)))
      joinOpener(line);
    const side = hasSide ? line.cells.filter((cell) => isAtSide(cell, column)) : [];
    if (side.length > 0 && side.length === line.cells.length && kept.length > 0) {
      sideColumn.attach(toSidePiece(line, side), null, kept);
      continue;
    }
    if (side.length > 0 && side.length < line.cells.length) {
      sideColumn.attach(toSidePiece(line, side), line, kept);
      keepCells(
        line,
        line.cells.filter((cell) => !side.includes(cell)),
      );
      joinOpener(line);
    }
    kept.push(line);
  }
  return kept;
}

/** Left and right edge of the column that holds most of the characters, and of a narrow column to its right. */
export function findTextColumn(lines: readonly SourceLine[]): TextColumn {
  const starts = new Map<number, number>();
  for (const line of lines) {
    for (const cell of line.cells) {
      const left = Math.round(cell.box.x0 / 3) * 3;
      if (cell.text.length >= 25) starts.set(left, (starts.get(left) ?? 0) + cell.text.length);
    }
  }
  let left = 0;
  let most = 0;
  for (const [start, count] of starts) if (count > most) [left, most] = [start, count];
  const sideFrom = Math.max(0, lines.findIndex(headsSide));
  const ends = lines
    .slice(sideFrom)
    .flatMap((line) => line.cells)
    .filter((cell) => cell.text.length >= 25 && Math.abs(cell.box.x0 - left) < 45)
    .map((cell) => cell.box.x1)
    .sort((a, b) => b - a);
  const near = (end: number) => ends.filter((other) => other <= end && other > end - SAME_EDGE).length;
  const right = ends.find((end) => near(end) >= EDGE_SHARE * ends.length) ?? 0;
  return { left, right, sideLeft: findSide(lines.slice(sideFrom), left, right), sideFrom };
}

/** Whether a line heads the columns of minutes printed as a table, the last one for actions. */
function headsSide(line: SourceLine, index: number): boolean {
  const last = line.cells.at(-1);
  return (
    line.cells.length >= 2 &&
    last !== undefined &&
    (ACTION_COLUMN.test(last.text) || (index < HEAD_LINES && OWNER_COLUMN.test(last.text))) &&
    line.cells.slice(0, -1).some((cell) => TEXT_COLUMN.test(cell.text))
  );
}

function findSide(lines: readonly SourceLine[], left: number, right: number): number | null {
  const beyond = lines.flatMap((line) => line.cells.filter((cell) => cell.box.x0 > right + 2));
  const width = right - left;
  const widest = lines[0] !== undefined && headsSide(lines[0], 0) ? WIDEST_HEADED_SIDE : WIDEST_SIDE;
  const fitting = beyond.filter((cell) => cell.box.x1 - cell.box.x0 < widest * width);
  const hasHeading = lines.some((line) =>
    line.cells.some((cell) => cell.box.x0 > right - 2 && SIDE_HEADING.test(cell.text)),
  );
  if (fitting.length < FEWEST_SIDE_LINES && !hasHeading) return null;
  // Wide text beyond the edge is a column of its own.
  if (beyond.length - fitting.length > MOST_WIDE * beyond.length) return null;
  // Where long lines reach into it as well, it is no column but the end of a wider page.
  const long = lines.filter((line) =>
    line.cells.some((cell) => cell.box.x0 <= right && cell.box.x1 > right + 12),
  );
  if (long.length > Math.max(3, 0.1 * lines.length)) return null;
  return fitting.length === 0 ? null : Math.min(...fitting.map((cell) => cell.box.x0));
}

function isAtSide(cell: SourceCell, column: TextColumn): boolean {
  return column.sideLeft !== null && cell.box.x0 >= column.sideLeft - 1;
}

/** The word for what was decided, or for who speaks, that hangs out to the left of it. */
const HANGING_LABEL =
  /^(?:resolved|resolution|agreed|decided|decision|actions?(?: \d[\d./]*)?|outcome|noted|approved|recommendation|question|answer|response|reply)s?\s*[:–-]$/i;

function joinOpener(line: SourceLine): void {
  const [opener, text, ...rest] = line.cells;
  if (opener === undefined || text === undefined) return;
  const isLabelled = HANGING_LABEL.test(opener.text) && !isColumnHeading(text.text);
  if (!OPENER.test(opener.text) && !isLabelled) return;
  if (rest.length > 0 || !/\p{L}{2}/u.test(text.text)) return;
  line.cells = [
    {
      text: `${opener.text} ${text.text}`,
      box: unite([opener.box, text.box]),
      isBold: text.isBold,
    },
  ];
  line.isHanging = true;
  line.textLeft = text.box.x0;
}
