import type { Band } from "../sampling/index.js";

/** Passages of one scope that the sample treats alike and of which the machine says the same. */
export interface CellCount {
  band: Band;
  /** Whether the machine says that the code applies. */
  says: boolean;
  passages: number;
}

/** A passage of the sample that people have coded. */
export interface Judged {
  band: Band;
  says: boolean;
  /** Whether people say that the code applies. */
  truth: boolean;
  /** The chance with which it was drawn. */
  inclusion: number;
}

/** A cell with the share of it to which the code truly applies, as far as the sample tells. */
export interface FittedCell {
  says: boolean;
  passages: number;
  /** Coded passages in it. */
  judged: number;
  /** Estimated share to which the code applies. */
  rate: number;
  /** What the sample weighs: hits and misses of a simple random sample as telling as this one. */
  hits: number;
  misses: number;
  /** The cell was coded whole: its rate is known. */
  isCensus: boolean;
}

/** A side of which nothing was coded is left open where it holds no more than this share of the passages. */
const OPEN_SHARE = 0.01;

/**
 * Fits each cell's rate by its coded passages, weighted by 1 / inclusion (Hájek's mean in poststrata: Särndal, Swensson
 * and Wretman, Model Assisted Survey Sampling, 1992, 7.6). How much they tell is their number by Kish's design effect,
 * n / deff with deff = n Σw² / (Σw)², over 1 - n / N. A cell without coded passages is joined with the others of which the
 * machine says the same. Null where the machine's yes or no has no coded passage at all and more than 1% of the passages.
 */
export function fitCells(cells: readonly CellCount[], judged: readonly Judged[]): FittedCell[] | null {
  const all = cells.reduce((sum, { passages }) => sum + passages, 0);
  const fitted: FittedCell[] = [];
  for (const says of [true, false]) {
    const side = cells.filter((cell) => cell.says === says && cell.passages > 0);
    const ofSide = judged.filter((one) => one.says === says);
    const passages = side.reduce((sum, cell) => sum + cell.passages, 0);
    if (passages === 0) continue;
    if (ofSide.length === 0) {
      if (passages > OPEN_SHARE * all) return null;
      fitted.push({ says, passages, judged: 0, rate: 0.5, hits: 0, misses: 0, isCensus: false });
      continue;
    }
    const groups = side.map((cell) => ({
      passages: cell.passages,
      judged: ofSide.filter(({ band }) => band === cell.band),
    }));
    const empty = groups.filter((group) => group.judged.length === 0);
    const filled = groups.filter((group) => group.judged.length > 0);
    // The rate of an empty cell is taken to be that of all others of its side: the largest of them carries it.
    if (empty.length > 0) {
      const extra = empty.reduce((sum, group) => sum + group.passages, 0);
      const known = filled.reduce((sum, group) => sum + group.passages, 0);
      for (const group of filled) group.passages += (extra * group.passages) / known;
    }
    for (const group of filled) fitted.push({ says, ...fitCell(group.passages, group.judged) });
  }
  return fitted;
}

function fitCell(passages: number, judged: readonly Judged[]): Omit<FittedCell, "says"> {
  let weights = 0;
  let squares = 0;
  let trueWeights = 0;
  for (const { inclusion, truth } of judged) {
    const weight = 1 / inclusion;
    weights += weight;
    squares += weight * weight;
    if (truth) trueWeights += weight;
  }
  const rate = trueWeights / weights;
  const isCensus = judged.length >= passages;
  const telling = isCensus ? judged.length : (weights * weights) / squares / (1 - judged.length / passages);
  return {
    passages,
    judged: judged.length,
    rate,
    hits: rate * telling,
    misses: (1 - rate) * telling,
    isCensus,
  };
}
