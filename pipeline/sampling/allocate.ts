/** A cell of the population from which a sample is drawn: passages that have the same chance of being drawn. */
export interface Stratum {
  /** What the cell is made of, such as "marked | RX1 | 2010-H1"; unique. */
  name: string;
  /** How the machine sees its passages: only the bands have different rates by design. */
  band: Band;
  /** Passages in it. */
  size: number;
}

/**
 * What the machine says of a passage: `marked` where a code of the frame's top applies, `doubtful` where none does but
 * one is at all likely, `rest` for the others; `all` where the design asks nothing of the machine.
 */
export const BANDS = ["marked", "doubtful", "rest", "all"] as const;
export type Band = (typeof BANDS)[number];

/** Probability from which a passage that the machine does not mark is held to be doubtful. */
export const DOUBTFUL_FROM = 0.1;

/** Share of the sample that each band gets at least, so that each can be judged by itself. */
const LEAST_SHARE = 0.2;

/** Bounds of the guess at how often a code applies in a band: the machine may be surer than it should be. */
const LEAST_GUESS = 0.02;

/**
 * Shares of a sample for each band, summing to 1: Neyman's allocation, size × √(p(1 − p)), with the machine's own mean
 * probability for p, kept between 0.02 and 0.98; no band with passages gets less than a fifth. Guessing p badly costs
 * precision, never correctness: estimates use the chances themselves (Neyman, Journal of the Royal Statistical Society
 * 97, 1934, 558-606).
 */
export function shareBands(bands: readonly { size: number; meanScore: number }[]): number[] {
  const spread = bands.map(({ size, meanScore }) => {
    const guess = Math.min(1 - LEAST_GUESS, Math.max(LEAST_GUESS, meanScore));
    return size * Math.sqrt(guess * (1 - guess));
  });
  const floors = bands.map(({ size }) => (size > 0 ? LEAST_SHARE : 0));
  return spreadOver(
    spread,
    floors,
    bands.map(({ size }) => (size > 0 ? 1 : 0)),
    1,
  );
}

/**
 * How many passages to draw from each of a band's strata, in proportion to their sizes, summing to `n` (or to all there
 * are). Where there is room, at least two of each stratum, or one: never more than half of `n` goes to such minimums.
 * Counts may be fractions: the stratum then gives one passage more or less, by chance.
 */
export function allocate(sizes: readonly number[], n: number): number[] {
  const least = [2, 1, 0].find((minimum) => minimum * sizes.length <= n / 2) ?? 0;
  return spreadOver(
    sizes,
    sizes.map((size) => Math.min(size, least)),
    sizes,
    Math.min(
      n,
      sizes.reduce((sum, size) => sum + size, 0),
    ),
  );
}

/** Shares `total` out in proportion to `weights`, each part between its floor and its ceiling. */
function spreadOver(
  weights: readonly number[],
  floors: readonly number[],
  ceilings: readonly number[],
  total: number,
): number[] {
  const at = (rate: number) =>
    weights.map((weight, i) => Math.min(ceilings[i] as number, Math.max(floors[i] as number, rate * weight)));
  const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0);
  let low = 0;
  let high = 1;
  while (sum(at(high)) < total && high < 1e12) high *= 2;
  for (let i = 0; i < 200; i += 1) {
    const middle = (low + high) / 2;
    if (sum(at(middle)) < total) low = middle;
    else high = middle;
  }
  return at(high);
}
