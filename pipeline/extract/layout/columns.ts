import type { Box } from "../../../schemas/extraction.js";
import { unite } from "./fragments.js";
import type { Row, Run } from "./rows.js";

/** Rows that are read together before anything beside them. */
export type Block = Row[];

/** Rows on each side before a white strip counts as the gap between two columns. */
const FEWEST_ROWS = 5;
/** Narrowest column and gap, in points. */
const NARROWEST_COLUMN = 90;
const NARROWEST_GAP = 7;
/** A column of prose: this share of its lines fill most of its width, or hold at least three words. */
const FULL_LINES = 0.4;
const WORDY_LINES = 0.55;
/** Share of paragraph starts that stand level on both sides before two columns are taken for a table. */
const LEVEL_STARTS = 0.75;

/** Labels beside text: at most this share of its lines, and nearly all of them on its baselines. */
const MOST_LABELS = 0.6;
const LEVEL_LABELS = 0.8;
/** Remarks beside text ("Action") fill at most this share of the lines they stand among; most are level with one. */
const MOST_REMARKS = 0.6;
const LEVEL_REMARKS = 0.6;
const LEVEL_WITHIN = 3;
/** A remark column has so many gaps, each a multiple of its closest step; few columns of prose have. */
const FEWEST_GAPS = 3;
const WHITE_STEP = 1.8;

type Gutter = { x0: number; x1: number; first: number; last: number };

/** The white strip between two columns, from left to right in points. */
export type Strip = { x0: number; x1: number };

/** On a page that two columns go on to, so many lines of each may stand. */
const FEWEST_GOING_ON = 3;
/** The right column begins on both pages within so many points. */
const SAME_LEFT = 3;

/**
 * Puts a page's rows into reading order: columns of prose one after the other, everything else row by row. `before`: the
 * strip between the columns of the page before, on which a page with few lines goes on. Answers with the page's own.
 */
export function readingOrder(
  rows: readonly Row[],
  before: Strip | null,
): { blocks: Block[]; strip: Strip | null } {
  const gutter = findGutter(rows) ?? (before === null ? null : goOn(rows, before));
  return { blocks: order(rows, gutter), strip: gutter };
}

/** The gutter of a page on which the columns of the page before end, where its rows leave the same strip free. */
function goOn(rows: readonly Row[], before: Strip): Gutter | null {
  const x = (before.x0 + before.x1) / 2;
  const crossing = rows.findIndex((row) => row.runs.some((run) => run.at.x0 < x && run.at.x1 > x));
  const last = (crossing < 0 ? rows.length : crossing) - 1;
  const runs = rows.slice(0, last + 1).flatMap((row) => row.runs);
  const left = runs.filter((run) => run.at.x1 <= x).length;
  const right = runs.filter((run) => Math.abs(run.at.x0 - before.x1) < SAME_LEFT).length;
  if (left < FEWEST_GOING_ON || right < FEWEST_GOING_ON) return null;
  return widen(rows, x, { first: 0, last });
}

function order(rows: readonly Row[], gutter: Gutter | null): Block[] {
  if (rows.length === 0) return [];
  if (gutter === null) return [[...rows]];
  const inner = (part: readonly Row[]) => order(part, findGutter(part));
  const between = rows.slice(gutter.first, gutter.last + 1);
  const left = takeSide(between, (run) => run.at.x1 <= gutter.x0 + 1);
  const right = takeSide(between, (run) => run.at.x0 >= gutter.x1 - 1);
  return [
    ...inner(rows.slice(0, gutter.first)),
    ...inner(left),
    ...inner(right),
    ...inner(rows.slice(gutter.last + 1)),
  ];
}

function findGutter(rows: readonly Row[]): Gutter | null {
  if (rows.length < FEWEST_ROWS) return null;
  const page = unite(rows.map((row) => row.at));
  if (page.x1 - page.x0 < 2 * NARROWEST_COLUMN) return null;
  let best: { gutter: Gutter; rows: number } | null = null;
  for (const x of candidateEdges(rows, page)) {
    for (const stretch of freeStretches(rows, x)) {
      if (stretch.last - stretch.first < (best?.rows ?? 0)) continue;
      const gutter = widen(rows, x, stretch);
      const count = gutter === null ? 0 : gutter.last - gutter.first + 1;
      if (gutter === null || count <= (best?.rows ?? 0)) continue;
      if (separatesProse(rows.slice(gutter.first, gutter.last + 1), gutter)) best = { gutter, rows: count };
    }
  }
  return best?.gutter ?? null;
}

/** Places just left of where several runs begin. */
function candidateEdges(rows: readonly Row[], page: Box): number[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    for (const run of row.runs) {
      const edge = Math.round(run.at.x0);
      if (edge - page.x0 < NARROWEST_COLUMN || page.x1 - edge < NARROWEST_COLUMN) continue;
      counts.set(edge, (counts.get(edge) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= 3)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 8)
    .map(([edge]) => edge - 2);
}

/** Longest stretches of rows that no run crosses at `x`, with enough rows on both sides. */
function freeStretches(rows: readonly Row[], x: number): { first: number; last: number }[] {
  const stretches: { first: number; last: number }[] = [];
  let first: number | null = null;
  for (let i = 0; i <= rows.length; i++) {
    const isFree = i < rows.length && (rows[i] as Row).runs.every((run) => run.at.x1 <= x || run.at.x0 >= x);
    if (isFree) first ??= i;
    else if (first !== null) {
      stretches.push({ first, last: i - 1 });
      first = null;
    }
  }
  return stretches.filter(({ first: from, last }) => {
    if (last - from + 1 < FEWEST_ROWS) return false;
    let [left, right] = [0, 0];
    for (let i = from; i <= last; i++) {
      for (const run of (rows[i] as Row).runs) run.at.x0 >= x ? right++ : left++;
    }
    return right >= FEWEST_ROWS && left >= FEWEST_ROWS;
  });
}

/** The white strip around `x`; rows at either end that stand on one side only may belong to the text around. */
function widen(rows: readonly Row[], x: number, stretch: { first: number; last: number }): Gutter | null {
  let { first, last } = stretch;
  const isOnBothSides = (row: Row) =>
    row.runs.some((r) => r.at.x1 <= x) && row.runs.some((r) => r.at.x0 >= x);
  const isShared = (index: number) => {
    const near = rows.slice(Math.max(first, index - 1), Math.min(last, index + 1) + 1);
    return near.some(isOnBothSides) || near.some((row) => row.runs.every((r) => r.at.x0 >= x));
  };
  while (first < last && !isShared(first)) first++;
  const lastRight = rows.findLastIndex(
    (row, i) => i >= first && i <= last && row.runs.some((run) => run.at.x0 >= x),
  );
  // Below the right column's end only lines that stay inside the left column are still part of it.
  const runs = rows.slice(first, Math.max(lastRight, first) + 1).flatMap((row) => row.runs);
  const x0 = Math.max(...runs.filter((run) => run.at.x1 <= x).map((run) => run.at.x1));
  const x1 = Math.min(...runs.filter((run) => run.at.x0 >= x).map((run) => run.at.x0));
  if (!Number.isFinite(x0) || !Number.isFinite(x1) || x1 - x0 < NARROWEST_GAP) return null;
  return { x0, x1, first, last };
}

function separatesProse(rows: readonly Row[], gutter: Gutter): boolean {
  const left = takeSide(rows, (run) => run.at.x1 <= gutter.x0 + 1);
  const right = takeSide(rows, (run) => run.at.x0 >= gutter.x1 - 1);
  if (!isProse(left) || !isProse(right)) return false;
  return !hasLevelStarts(left, right) && !isLabelColumn(left, right) && !isRemarkColumn(left, right);
}

/** A column with gaps through which the text beside it runs on, line by line level with it, belongs to that text. */
function isRemarkColumn(left: readonly Row[], right: readonly Row[]): boolean {
  const reach = unite(right.map((row) => row.at));
  const among = left.filter((row) => row.at.y1 > reach.y0 && row.at.y0 < reach.y1).length;
  if (right.length > MOST_REMARKS * among) return false;
  const level = right.filter((row) =>
    left.some((other) => Math.abs(other.at.y1 - row.at.y1) < LEVEL_WITHIN),
  ).length;
  if (level >= LEVEL_REMARKS * right.length) return true;
  const steps = right.slice(1).map((row, i) => row.at.y1 - (right[i] as Row).at.y1);
  const solid = Math.min(...steps);
  return steps.filter((step) => step > WHITE_STEP * solid).length >= FEWEST_GAPS;
}

/** Few lines that all stand level with lines to their right are titles beside their text, not a column of prose. */
function isLabelColumn(left: readonly Row[], right: readonly Row[]): boolean {
  if (left.length > MOST_LABELS * right.length) return false;
  const level = left.filter((row) => right.some((other) => Math.abs(other.at.y1 - row.at.y1) < 1.5)).length;
  return level >= LEVEL_LABELS * left.length;
}

function isProse(rows: readonly Row[]): boolean {
  if (rows.length < FEWEST_ROWS) return false;
  const box = unite(rows.map((row) => row.at));
  const width = box.x1 - box.x0;
  if (width < NARROWEST_COLUMN) return false;
  const full = rows.filter((row) => row.at.x1 - row.at.x0 > 0.72 * width).length;
  const wordy = rows.filter((row) => rowText(row).split(" ").length >= 3).length;
  const single = rows.filter((row) => row.runs.length <= 2).length;
  return (
    full >= FULL_LINES * rows.length && wordy >= WORDY_LINES * rows.length && single >= 0.7 * rows.length
  );
}

/** In a table the paragraphs of neighbouring cells begin on the same line; in columns of prose they do so by chance. */
function hasLevelStarts(left: readonly Row[], right: readonly Row[]): boolean {
  const leftStarts = paragraphStarts(left);
  const rightStarts = paragraphStarts(right);
  const [few, many] =
    leftStarts.length < rightStarts.length ? [leftStarts, rightStarts] : [rightStarts, leftStarts];
  if (few.length < 2) return false;
  const level = few.filter((y) => many.some((other) => Math.abs(other - y) < 3)).length;
  return level >= LEVEL_STARTS * few.length;
}

/** Baselines of lines that stand clearly apart from the line above. */
function paragraphStarts(rows: readonly Row[]): number[] {
  const steps = rows.slice(1).map((row, i) => row.at.y1 - (rows[i] as Row).at.y1);
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length * 0.4)] ?? 0;
  return rows.slice(1).flatMap((row, i) => ((steps[i] as number) > 1.25 * usual ? [row.at.y1] : []));
}

function takeSide(rows: readonly Row[], isOnSide: (run: Run) => boolean): Row[] {
  return rows.flatMap((row) => {
    const runs = row.runs.filter(isOnSide);
    return runs.length === 0 ? [] : [{ at: unite(runs.map((run) => run.at)), runs }];
  });
}

const rowText = (row: Row) => row.runs.map((run) => run.text).join(" ");
