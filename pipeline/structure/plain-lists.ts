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
  const isSpaced = findSpacedIndents(lines);
  const written = lines.filter((line) => readOpener(line.text)?.kind === "bullet").length;
  const isMain = written >= FEWEST_WRITTEN && holdsMost(lines, textLeft);
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
      !isSpaced(line) &&
      !(isMain && Math.abs(line.box.x0 - textLeft) < SAME_INDENT) &&
      readOpener(line.text)?.kind !== "bullet";
  }
}

/** Lines that begin here, in points, are one indent. */
const SAME_INDENT = 4;
/** A break is sure where the line before ends this far short, in points, of the widest line of its indent. */
const SURELY_SHORT = 60;

/**
 * Indents at which a gap parts paragraphs. Entries of a list follow each other without one; text that is drawn in as
 * a whole is no list.
 */
function findSpacedIndents(lines: readonly SourceLine[]): (line: SourceLine) => boolean {
  const indent = (line: SourceLine) => Math.round(line.box.x0 / SAME_INDENT);
  const widest = new Map<number, number>();
  for (const line of lines) widest.set(indent(line), Math.max(widest.get(indent(line)) ?? 0, line.box.x1));
  const steps = new Map<number, { within: number[]; between: number[] }>();
  lines.slice(1).forEach((line, i) => {
    const last = lines[i] as SourceLine;
    if (last.page !== line.page || last.block !== line.block || indent(last) !== indent(line)) return;
    const step = (line.box.y1 - last.box.y1) / Math.max(1, line.fontSize);
    const group = steps.get(indent(line)) ?? { within: [], between: [] };
    const isBreak = /[.;:]$/.test(last.text) && last.box.x1 < (widest.get(indent(line)) ?? 0) - SURELY_SHORT;
    if (isBreak) group.between.push(step);
    else if (/^\p{Ll}/u.test(line.text)) group.within.push(step);
    steps.set(indent(line), group);
  });
  const spaced = new Set<number>();
  for (const [at, { within, between }] of steps) {
    if (between.length === 0 || within.length === 0) continue;
    if (median(between) > 1.2 * median(within)) spaced.add(at);
  }
  return (line) => spaced.has(indent(line));
}

/** Whether text that begins here makes up nearly all of the text: then what stands left of it hangs out. */
function holdsMost(lines: readonly SourceLine[], left: number): boolean {
  let [here, all] = [0, 0];
  for (const line of lines) {
    if (line.cells.length > 1 || line.isBold) continue;
    all += line.text.length;
    if (Math.abs((line.textLeft ?? line.box.x0) - left) < SAME_INDENT) here += line.text.length;
  }
  return here > MAIN_SHARE * all;
}

const MAIN_SHARE = 0.6;
/** So many written bullets show that lists are not drawn here. */
const FEWEST_WRITTEN = 5;

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
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
