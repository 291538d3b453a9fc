import { type LinearFit, type SparseRows, seededRandom, shuffle } from "./linear.js";

export interface RidgeOptions {
  /** Cost of large weights against that of errors: higher fits less closely. */
  penalty: number;
  maxPasses?: number;
  /** Stops once no dual variable moves by more in a pass. */
  tolerance?: number;
}

/** The bias is a column of this constant value, so that it is hardly shrunk. */
const BIAS_VALUE = 3;

/** What a positive row should score, and with the sign turned a negative one: weights keep three decimals. */
const TARGET = 4;

/**
 * Fits +4 and -4 by least squares with an L2 penalty, by dual coordinate ascent (Shalev-Shwartz, Zhang: Journal of
 * Machine Learning Research 14, 2013, 567-599, squared loss). Rows are visited in an order drawn from a fixed seed:
 * the same input gives the same weights. Scores are no log-odds: calibrate them.
 */
export function fitRidge(
  { starts, columns, values, width }: SparseRows,
  isPositive: Uint8Array,
  members: Int32Array,
  { penalty, maxPasses = 60, tolerance = 0.01 }: RidgeOptions,
): LinearFit {
  const weights = new Float64Array(width);
  let bias = 0;
  const alpha = new Float64Array(members.length);
  const norm = Float64Array.from(members, (i) => {
    let sum = BIAS_VALUE * BIAS_VALUE;
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k += 1) {
      sum += (values[k] as number) ** 2;
    }
    return sum;
  });
  const order = Int32Array.from(members, (_, m) => m);
  const random = seededRandom(20101);
  for (let pass = 0; pass < maxPasses; pass += 1) {
    shuffle(order, random);
    let largest = 0;
    for (const m of order) {
      const i = members[m] as number;
      let score = bias * BIAS_VALUE;
      for (let k = starts[i] as number; k < (starts[i + 1] as number); k += 1) {
        score += (weights[columns[k] as number] as number) * (values[k] as number);
      }
      const change =
        ((isPositive[i] ? TARGET : -TARGET) - score - penalty * (alpha[m] as number)) /
        ((norm[m] as number) + penalty);
      alpha[m] = (alpha[m] as number) + change;
      largest = Math.max(largest, Math.abs(change));
      for (let k = starts[i] as number; k < (starts[i + 1] as number); k += 1) {
        const column = columns[k] as number;
        weights[column] = (weights[column] as number) + change * (values[k] as number);
      }
      bias += change * BIAS_VALUE;
    }
    if (largest < tolerance) break;
  }
  return { weights, bias: bias * BIAS_VALUE };
}
