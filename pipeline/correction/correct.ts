import { seededRandom } from "../code/model/linear.js";
import { drawBeta, drawNormal } from "./beta.js";
import { type CellCount, type FittedCell, fitCells, type Judged } from "./cells.js";

/** A figure with its 95% interval. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** How the machine errs on one code, by the sample; each null where the sample cannot tell. */
export interface MeasuredErrors {
  sensitivity: Interval | null;
  specificity: Interval | null;
  precision: Interval | null;
  /** Coded passages, and those to which the code applies. */
  judged: number;
  positives: number;
}

interface Prior {
  hits: number;
  misses: number;
}

/**
 * What is added to hits and misses of each cell. The upper end takes Kerman's neutral prior, Beta(⅓, ⅓) (Electronic
 * Journal of Statistics 5, 2011, 1450-1470). For the lower end it lies too high where a cell is large and all but
 * empty, as the passages are that the machine does not mark; half-way between Jeffreys' and Clopper and Pearson's
 * lower end holds the coverage: `npm run simulate`, and the table in docs/human-coding.md.
 */
const PRIORS = {
  low: { hits: 1 / 4, misses: 3 / 4 },
  high: { hits: 1 / 3, misses: 1 / 3 },
} satisfies Record<string, Prior>;

const DRAWS = 1000;
const SEED = 20_261_130;
/** Below this the machine tells hardly more than chance, and dividing by it would tell nothing. */
const LEAST_YOUDEN = 0.1;

/**
 * The share of passages to which a code applies, by the sample's own chances: Σ N_c r_c / N over the cells of `fitCells`
 * (the machine's count, corrected cell by cell). The 95% interval draws every cell's rate, independently, from a beta
 * distribution round what was found and takes the percentiles of the sum: see `PRIORS`; 1,000 draws with a fixed seed.
 * Null where nothing can be said.
 */
export function estimateByDesign(cells: readonly CellCount[], judged: readonly Judged[]): Interval | null {
  const fitted = fitCells(cells, judged);
  if (fitted === null || fitted.length === 0) return null;
  const share = (rates: readonly number[]) => {
    const [hits, all] = fitted.reduce(
      ([sum, passages], cell, k) => [sum + cell.passages * (rates[k] as number), passages + cell.passages],
      [0, 0],
    );
    return hits / all;
  };
  const value = share(fitted.map(({ rate }) => rate));
  return withInterval(
    value,
    drawRates(fitted, PRIORS.low).map((rates) => share(rates)),
    drawRates(fitted, PRIORS.high).map((rates) => share(rates)),
  );
}

/** Sensitivity, specificity and precision of the machine over the whole population of a sample. */
export function measureErrors(cells: readonly CellCount[], judged: readonly Judged[]): MeasuredErrors {
  const fitted = fitCells(cells, judged);
  const counts = { judged: judged.length, positives: judged.filter(({ truth }) => truth).length };
  if (fitted === null) return { sensitivity: null, specificity: null, precision: null, ...counts };
  const draws = drawRates(fitted, PRIORS.high);
  const figure = (measure: (table: Table) => number | null): Interval | null => {
    const value = measure(
      tableOf(
        fitted,
        fitted.map(({ rate }) => rate),
      ),
    );
    if (value === null) return null;
    return withInterval(
      value,
      draws.flatMap((rates) => measure(tableOf(fitted, rates)) ?? []),
    );
  };
  return {
    sensitivity: figure(sensitivity),
    specificity: figure(specificity),
    precision: figure(({ truePositive, falsePositive }) => ratio(truePositive, falsePositive)),
    ...counts,
  };
}

/**
 * Rogan and Gladen's estimate (American Journal of Epidemiology 107, 1978, 71-76): (a + Sp - 1) / (Se + Sp - 1), with a
 * the machine's share in `scope`, and Se and Sp of the sample over its whole population, kept within 0 and 1. It takes
 * the machine to err in the scope as often as elsewhere. The 95% interval takes Se and Sp from the same posterior as
 * `estimateByDesign`, and for a part of the population adds what chance does to the errors of so few passages, in the
 * spirit of Lang and Reiczigel (Preventive Veterinary Medicine 113, 2014, 13-22), who have a sampled too: here the machine
 * has read all. Null where nothing can be said, or where Se + Sp - 1 is 0.1 or less.
 */
export function estimateRoganGladen(
  cells: readonly CellCount[],
  judged: readonly Judged[],
  scope: { passages: number; says: number },
): Interval | null {
  const fitted = fitCells(cells, judged);
  if (fitted === null || scope.passages === 0) return null;
  const population = cells.reduce((sum, { passages }) => sum + passages, 0);
  const apparent = scope.says / scope.passages;
  const value = roganGladen(
    tableOf(
      fitted,
      fitted.map(({ rate }) => rate),
    ),
    apparent,
  );
  if (value === null) return null;
  const isPart = 1 - scope.passages / population;
  const drawWith = (prior: Prior): number[] => {
    const random = seededRandom(SEED + 1);
    return drawRates(fitted, prior).flatMap((rates) => {
      const table = tableOf(fitted, rates);
      const first = roganGladen(table, apparent);
      const [se, sp] = [sensitivity(table), specificity(table)];
      if (first === null || se === null || sp === null) return [];
      const variance = (isPart * (first * se * (1 - se) + (1 - first) * sp * (1 - sp))) / scope.passages;
      return roganGladen(table, apparent + Math.sqrt(variance) * drawNormal(random)) ?? [];
    });
  };
  const [lows, highs] = [drawWith(PRIORS.low), drawWith(PRIORS.high)];
  return Math.min(lows.length, highs.length) < DRAWS / 2 ? null : withInterval(value, lows, highs);
}

interface Table {
  truePositive: number;
  falsePositive: number;
  falseNegative: number;
  trueNegative: number;
}

function tableOf(fitted: readonly FittedCell[], rates: readonly number[]): Table {
  const table: Table = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };
  for (const [k, { says, passages }] of fitted.entries()) {
    const applies = passages * (rates[k] as number);
    table[says ? "truePositive" : "falseNegative"] += applies;
    table[says ? "falsePositive" : "trueNegative"] += passages - applies;
  }
  return table;
}

const sensitivity = ({ truePositive, falseNegative }: Table) => ratio(truePositive, falseNegative);
const specificity = ({ trueNegative, falsePositive }: Table) => ratio(trueNegative, falsePositive);

function ratio(part: number, others: number): number | null {
  return part + others === 0 ? null : part / (part + others);
}

function roganGladen(table: Table, apparent: number): number | null {
  const [se, sp] = [sensitivity(table), specificity(table)];
  if (se === null || sp === null || se + sp - 1 <= LEAST_YOUDEN) return null;
  return Math.min(1, Math.max(0, (apparent + sp - 1) / (se + sp - 1)));
}

/** Rates of the cells as they may truly be, so many times; always the same for the same cells. */
function drawRates(fitted: readonly FittedCell[], prior: Prior): number[][] {
  const random = seededRandom(SEED);
  return Array.from({ length: DRAWS }, () =>
    fitted.map(({ rate, hits, misses, isCensus }) =>
      isCensus ? rate : drawBeta(hits + prior.hits, misses + prior.misses, random),
    ),
  );
}

/** An interval from draws for its lower and, where they are others, for its upper end. */
function withInterval(value: number, lows: readonly number[], highs = lows): Interval {
  const at = (draws: readonly number[], share: number) => {
    const sorted = Float64Array.from(draws).sort();
    return sorted[Math.round(share * (sorted.length - 1))] ?? value;
  };
  // Where nothing (or everything) was hit the draws lie beside the estimate: the interval reaches to it.
  return { value, low: Math.min(value, at(lows, 0.025)), high: Math.max(value, at(highs, 0.975)) };
}
