import type { Box } from "../../../schemas/extraction.js";
import { type Fragment, unite } from "./fragments.js";

/** Fragments that stand side by side without a wide gap: a table cell, a column's line, or the whole line. */
export type Run = {
  text: string;
  at: Box;
  box: Box;
  fontSize: number;
  isBold: boolean;
  isItalic: boolean;
  /** UTF-16 units of `text`, from its start, set in bold. */
  boldLead: number;
  fragments: readonly Fragment[];
};

/** Runs on one baseline, from left to right, wherever on the page they belong. */
export type Row = { at: Box; runs: Run[] };

/** Share of the lower fragment's height that must overlap before two fragments share a baseline. */
const SAME_BASELINE_OVERLAP = 0.6;
/** Gaps, in type heights: above the first a word ends, above the second a cell ends. */
const WORD_GAP = 0.15;
const CELL_GAP = 1.05;
/** A gap this wide ends a cell where the next words begin in a column that neighbouring rows have too. */
const ALIGNED_CELL_GAP = 0.42;
/** A justified line may stretch all its gaps; up to this width they are still spaces between words. */
const STRETCHED_GAP = 2.4;
/** A gap wider than this parts cells even in a row that has no like nearby; edges this close count as one. */
const LONE_GAP = 2.6;
const SAME_EDGE = 3;
/** A column at the side begins in the right part of the page, at one place in so many rows, crossed by few others. */
const SIDE_BEGINS = 0.55;
const SAME_SIDE = 1.5;
const FEWEST_SIDE = 2;
const SIDE_GAP = 0.8;
const MOST_CROSSING = 0.15;
const BULLET = /^[•●○◦▪▫■□◆◇►▶‣⁃∙·\uf0b7\uf0a7\uf0d8\uf0fc\uf02d]$/u;
/** Signs that are bullets only where a row begins: in a table a dash says "nil". */
const OPENING_BULLET = /^[*–—oØ§-]$/u;
/** How far after its bullet a text may begin, in type heights. */
const BULLET_REACH = 6;

/** Sorts fragments into rows from the top down, and each row into runs from left to right. */
export function buildRows(fragments: readonly Fragment[]): Row[] {
  const sorted = [...fragments].sort((a, b) => middle(a.at) - middle(b.at) || a.at.x0 - b.at.x0);
  const rows: OpenRow[] = [];
  for (const fragment of sorted) {
    const home = findHome(rows, fragment);
    if (home === undefined) rows.push({ anchor: fragment.at, fragments: [fragment] });
    else {
      home.fragments.push(fragment);
      if (height(fragment.at) > height(home.anchor)) home.anchor = fragment.at;
    }
  }
  const split = rows.map((row) => splitAtWideGaps(row.fragments.sort((a, b) => a.at.x0 - b.at.x0)));
  return splitAtAlignedGaps(joinLoneGaps(split))
    .map((runs) => ({ at: unite(runs.map((run) => run.at)), runs }))
    .sort((a, b) => a.at.y1 - b.at.y1 || a.at.x0 - b.at.x0);
}

/** A row to which fragments are still added; `anchor` is its tallest. */
type OpenRow = { anchor: Box; fragments: Fragment[] };

/** Rows come sorted, so only the last three can still take a fragment. */
function findHome(rows: readonly OpenRow[], fragment: Fragment): OpenRow | undefined {
  for (let i = rows.length - 1; i >= Math.max(0, rows.length - 3); i--) {
    const row = rows[i] as OpenRow;
    if (sharesBaseline(row.anchor, fragment.at)) return row;
  }
  return undefined;
}

/** Joins neighbouring fragments to one run, with a space where the gap is that of a word. */
export function joinFragments(fragments: readonly Fragment[]): Run {
  const first = fragments[0] as Fragment;
  if (fragments.length === 1) return toRun(first);
  let text = "";
  let previous = first;
  let bold = 0;
  let italic = 0;
  let characters = 0;
  let leading = 0;
  let isLeading = true;
  const sizes = new Map<number, number>();
  for (const fragment of fragments) {
    const gap = fragment.at.x0 - previous.at.x1;
    const isApart = gap > WORD_GAP * Math.min(fragment.fontSize, previous.fontSize);
    if (fragment !== first && isApart && !/\s$/.test(text) && !/^\s/.test(fragment.text)) text += " ";
    text += fragment.text;
    isLeading &&= fragment.isBold;
    if (isLeading) leading = text.length;
    const length = fragment.text.trim().length;
    characters += length;
    if (fragment.isBold) bold += length;
    if (fragment.isItalic) italic += length;
    const size = Math.round(fragment.fontSize * 10) / 10;
    sizes.set(size, (sizes.get(size) ?? 0) + length);
    previous = fragment;
  }
  let fontSize = first.fontSize;
  let most = -1;
  for (const [size, count] of sizes) if (count > most) [fontSize, most] = [size, count];
  return {
    text: squeeze(text),
    at: unite(fragments.map((fragment) => fragment.at)),
    box: unite(fragments.map((fragment) => fragment.box)),
    fontSize,
    isBold: bold * 2 > characters,
    isItalic: italic * 2 > characters,
    boldLead: leading === 0 ? 0 : squeeze(text.slice(0, leading)).length,
    fragments,
  };
}

/** Most runs are one fragment, which says all of itself. */
function toRun(fragment: Fragment): Run {
  const text = squeeze(fragment.text);
  const { at, box, isBold, isItalic } = fragment;
  return {
    text,
    at,
    box,
    fontSize: Math.round(fragment.fontSize * 10) / 10,
    isBold,
    isItalic,
    boldLead: isBold ? text.length : 0,
    fragments: [fragment],
  };
}

const ODD_SPACE = /\s\s|[^\S ]/;

/** Double spaces stay double: between spaced-out letters they are what parts the words. */
function squeeze(text: string): string {
  if (!ODD_SPACE.test(text)) return text.trim();
  return text.replace(/\s+/g, (space) => (space.length > 1 ? "  " : " ")).trim();
}

const height = (box: Box) => box.y1 - box.y0;
const middle = (box: Box) => (box.y0 + box.y1) / 2;

function sharesBaseline(a: Box, b: Box): boolean {
  const overlap = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  return overlap >= SAME_BASELINE_OVERLAP * Math.min(height(a), height(b));
}

function splitAtWideGaps(fragments: Fragment[]): Run[] {
  if (fragments.length === 1) return [toRun(fragments[0] as Fragment)];
  const gaps: number[] = [];
  for (let i = 1; i < fragments.length; i++) gaps.push(gapBefore(fragments, i));
  const widest = Math.max(...gaps);
  const isStretched = gaps.length >= 4 && widest < STRETCHED_GAP && median(gaps) > 0.5;
  const limit = isStretched ? STRETCHED_GAP : CELL_GAP;
  if (widest <= limit) return [joinFragments(fragments)];
  return cut(fragments, (i) => (gaps[i - 1] as number) > limit && !isBullet(fragments, i));
}

/** A gap that is not very wide parts cells only where rows nearby have an edge at the same place. */
function joinLoneGaps(rows: Run[][]): Run[][] {
  // Where the first run of a row ends is the edge of the text, at which justified lines end as well.
  const edges = rows.map((runs) =>
    runs.length > 1
      ? runs.map(({ at }, i) => (i === 0 ? { x0: at.x0, x1: Number.NaN } : { x0: at.x0, x1: at.x1 }))
      : [],
  );
  return rows.map((runs, index) => {
    if (runs.length < 2) return runs;
    const nearby = edges
      .slice(Math.max(0, index - 5), index + 6)
      .flatMap((boxes, i) => (Math.max(0, index - 5) + i === index ? [] : boxes));
    return runs.slice(1).reduce<Run[]>(
      (joined, run) => {
        const last = joined.at(-1) as Run;
        const gap = (run.at.x0 - last.at.x1) / Math.max(1, run.fontSize, last.fontSize);
        const isShared = nearby.some(
          (box) => Math.abs(box.x0 - run.at.x0) < SAME_EDGE || Math.abs(box.x1 - run.at.x1) < SAME_EDGE,
        );
        if (gap > LONE_GAP || isShared) joined.push(run);
        else joined[joined.length - 1] = joinFragments([...last.fragments, ...run.fragments]);
        return joined;
      },
      [runs[0] as Run],
    );
  });
}

/** Splits runs once more where several rows nearby begin a cell at the same place. */
function splitAtAlignedGaps(rows: Run[][]): Run[][] {
  const starts = rows.map((runs) => runs.slice(1).map((run) => run.at.x0));
  if (rows.every(isUncuttable)) return rows;
  const side = sideStarts(rows);
  return rows.map((runs, index) => {
    if (isUncuttable(runs)) return runs;
    const nearby: number[] = [];
    for (let i = Math.max(0, index - 4); i <= Math.min(rows.length - 1, index + 4); i++) {
      if (i !== index) nearby.push(...(starts[i] as number[]));
    }
    if (nearby.length < 2 && side.length === 0) return runs;
    return runs.flatMap((run) =>
      cut(run.fragments, (i) => {
        const x = (run.fragments[i] as Fragment).at.x0;
        return (
          gapBefore(run.fragments, i) > ALIGNED_CELL_GAP &&
          (nearby.filter((start) => Math.abs(start - x) < 2).length >= 2 ||
            side.some((start) => Math.abs(start - x) < SAME_SIDE)) &&
          !isBullet(run.fragments, i)
        );
      }),
    );
  });
}

const isUncuttable = (runs: readonly Run[]) => runs.every((run) => run.fragments.length < 2);

/** Where a column at the right of the whole page begins ("Action", initials): few lines of the text reach into it. */
function sideStarts(rows: readonly Run[][]): number[] {
  const all = rows.flat();
  const right = all.reduce((most, run) => Math.max(most, run.at.x1), 0);
  const left = all.reduce((least, run) => Math.min(least, run.at.x0), right);
  const from = left + SIDE_BEGINS * (right - left);
  const ends = rows.flatMap((runs) => runs.slice(-1).flatMap(possibleStarts)).filter((start) => start > from);
  const most = MOST_CROSSING * rows.length;
  return [...new Set(ends)].filter((start) => {
    const isAlike = (other: number) => Math.abs(other - start) < SAME_SIDE;
    if (ends.filter(isAlike).length < FEWEST_SIDE) return false;
    let crossing = 0;
    return all.every((run) => {
      const isCrossing = run.at.x0 < start - 3 && run.at.x1 > start + 3;
      if (isCrossing && !possibleStarts(run).some(isAlike)) crossing++;
      return crossing <= most;
    });
  });
}

/** Where a run begins, and where it might part: a cell of a Word table stands no further from the next. */
function possibleStarts(run: Run): number[] {
  const starts = [run.at.x0];
  for (let i = 1; i < run.fragments.length; i++) {
    if (gapBefore(run.fragments, i) > SIDE_GAP) starts.push((run.fragments[i] as Fragment).at.x0);
  }
  return starts;
}

function cut(fragments: readonly Fragment[], isCutBefore: (index: number) => boolean): Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let i = 1; i <= fragments.length; i++) {
    if (i < fragments.length && !isCutBefore(i)) continue;
    runs.push(joinFragments(fragments.slice(start, i)));
    start = i;
  }
  return runs;
}

/** The gap before a fragment, in type heights. */
function gapBefore(fragments: readonly Fragment[], index: number): number {
  const fragment = fragments[index] as Fragment;
  const previous = fragments[index - 1] as Fragment;
  return (fragment.at.x0 - previous.at.x1) / Math.max(1, Math.max(fragment.fontSize, previous.fontSize));
}

/** A bullet belongs to the words after it, however far it hangs out. */
function isBullet(fragments: readonly Fragment[], index: number): boolean {
  const sign = (fragments[index - 1] as Fragment).text.trim();
  const isSign = BULLET.test(sign) || (index === 1 && OPENING_BULLET.test(sign));
  return isSign && gapBefore(fragments, index) < BULLET_REACH;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
