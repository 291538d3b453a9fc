import { seededRandom } from "../code/model/linear.js";

/** A figure with the bounds of its 95% interval; all null where there is nothing to count. */
export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** The normal quantile of a two-sided 95% interval. */
const Z = 1.959964;

/** A share with Wilson's score interval (Wilson, Journal of the American Statistical Association 22, 1927, 209-212). */
export function wilson(hits: number, of: number): Estimate {
  if (of === 0) return { value: null, low: null, high: null };
  const share = hits / of;
  const denominator = 1 + (Z * Z) / of;
  const centre = share + (Z * Z) / (2 * of);
  const half = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  return {
    value: share,
    low: Math.max(0, (centre - half) / denominator),
    high: Math.min(1, (centre + half) / denominator),
  };
}

const RESAMPLES = 1000;
const SEED = 793_071;

/**
 * A figure with its percentile bootstrap interval (Efron and Tibshirani 1993, ch. 13), drawn with a fixed seed.
 * Whole clusters are drawn, such as all passages of one document: passages of one meeting are not independent.
 * `measure` may give null for a sample it cannot judge; such samples are left out.
 */
export function bootstrap<T>(
  clusters: readonly (readonly T[])[],
  measure: (sample: readonly T[]) => number | null,
): Estimate {
  const value = measure(clusters.flat());
  if (value === null || clusters.length < 2) return { value, low: null, high: null };
  const random = seededRandom(SEED);
  const drawn: number[] = [];
  for (let i = 0; i < RESAMPLES; i += 1) {
    const sample = clusters.flatMap(() => clusters[Math.floor(random() * clusters.length)] ?? []);
    const figure = measure(sample);
    if (figure !== null) drawn.push(figure);
  }
  drawn.sort((one, other) => one - other);
  const at = (share: number) => drawn[Math.round(share * (drawn.length - 1))] ?? null;
  return { value, low: at(0.025), high: at(0.975) };
}
