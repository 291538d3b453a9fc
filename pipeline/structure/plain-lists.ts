import { readOpener } from "./openers.js";
import type { SourceLine } from "./source-lines.js";

/** A list is drawn in by at least and at most this many points. */
const LEAST_INDENT = 9;
const MOST_INDENT = 72;

/** Marks lines that are drawn in without a written bullet (browsers draw them as dots that are no text). */
export function markPlainLists(lines: readonly SourceLine[], textLeft: number): void {
  const lefts = new Map<string, number>();
  for (const [column, inColumn] of groupByColumn(lines)) {
    const starts = inColumn.map((line) => line.box.x0).sort((a, b) => a - b);
    const left = starts.find((start) => starts.filter((other) => Math.abs(other - start) < 2).length >= 2);
    lefts.set(column, left ?? starts[0] ?? textLeft);
  }
  for (const line of lines) {
    const inColumn = lefts.get(columnOf(line)) as number;
    const left = Math.abs(inColumn - textLeft) < MOST_INDENT ? Math.min(inColumn, textLeft) : inColumn;
    const indent = line.box.x0 - left;
    line.isInPlainList =
      indent >= LEAST_INDENT &&
      indent <= MOST_INDENT &&
      line.cells.length === 1 &&
      line.boldLead < line.text.length &&
      !line.isHanging &&
      readOpener(line.text)?.kind !== "bullet";
  }
}

function groupByColumn(lines: readonly SourceLine[]): Map<string, SourceLine[]> {
  const columns = new Map<string, SourceLine[]>();
  for (const line of lines) {
    const list = columns.get(columnOf(line)) ?? [];
    list.push(line);
    columns.set(columnOf(line), list);
  }
  return columns;
}

const columnOf = (line: SourceLine) => `${line.page}/${line.block}`;
