import type { SourceLine } from "./source-lines.js";

/** How far to the right a paragraph that begins where this line begins may reach. */
export type RightEdge = (line: SourceLine) => number;

/** Lines beginning this close together belong to one column. */
const SAME_START = 4;
/** An indented line shares the edge of the text around it, which begins at most this far to its left. */
const FURTHEST_PARENT = 110;
/** Wrapped lines that must reach the edge before it is trusted. */
const FEWEST_WRAPPED = 3;

type Column = { start: number; edge: number | null };

/**
 * Finds the edge at which lines are broken. Only lines that surely wrap are asked (the next one goes on in small
 * letters): the ends of headings and names in a list say nothing of it.
 */
export function measureEdges(lines: readonly SourceLine[]): RightEdge {
  const wrapped = lines.filter((line, index) => wraps(line, lines[index + 1]));
  const columns = groupByStart(lines.map(startOf)).map((start): Column => {
    const ends = wrapped
      .filter((line) => Math.abs(startOf(line) - start) <= SAME_START)
      .map((line) => line.box.x1);
    return { start, edge: ends.length >= FEWEST_WRAPPED ? supportedEdge(ends) : null };
  });
  const widest = supportedEdge(
    (wrapped.length >= FEWEST_WRAPPED ? wrapped : lines).map((line) => line.box.x1),
  );
  return (line) => {
    for (let i = columns.length - 1; i >= 0; i--) {
      const column = columns[i] as Column;
      const shift = startOf(line) - column.start;
      if (shift < -SAME_START || column.edge === null || column.edge < startOf(line)) continue;
      if (shift <= FURTHEST_PARENT) return Math.max(column.edge, line.box.x1);
    }
    return Math.max(widest, line.box.x1);
  };
}

/** A number in a column of its own hangs out; the paragraph begins after it. */
const startOf = (line: SourceLine) => line.textLeft ?? line.box.x0;

function wraps(line: SourceLine, next: SourceLine | undefined): boolean {
  return (
    next !== undefined &&
    line.page === next.page &&
    line.block === next.block &&
    line.cells.length === 1 &&
    next.cells.length === 1 &&
    /^\p{Ll}{2,}/u.test(next.text) &&
    !/[.:;]$/.test(line.text) &&
    next.box.y1 - line.box.y1 < 2.2 * line.fontSize
  );
}

/** The starts that several lines share, from left to right. */
function groupByStart(starts: readonly number[]): number[] {
  const groups: number[][] = [];
  for (const start of [...starts].sort((a, b) => a - b)) {
    const last = groups.at(-1);
    if (last !== undefined && start - (last[0] as number) <= SAME_START) last.push(start);
    else groups.push([start]);
  }
  return groups.map((group) => group[Math.floor(group.length / 2)] as number);
}

/** The furthest place where several lines end, so that one stray long line counts for nothing. */
function supportedEdge(ends: readonly number[]): number {
  const sorted = [...ends].sort((a, b) => b - a);
  const support = Math.min(sorted.length, Math.max(2, 0.1 * sorted.length));
  return (
    sorted.find(
      (end, i) =>
        sorted.filter((other) => other <= end && other > end - 25).length >= support && i < sorted.length,
    ) ??
    sorted[0] ??
    0
  );
}
