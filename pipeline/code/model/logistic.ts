/** Rows of a sparse matrix: `starts[i]..starts[i + 1]` are the entries of row i. */
export interface SparseRows {
  starts: Int32Array;
  columns: Int32Array;
  values: Float64Array;
  /** How many columns there are. */
  width: number;
}

/** Packs rows of (column, value) pairs. */
export function packRows(
  rows: readonly (readonly (readonly [number, number])[])[],
  width: number,
): SparseRows {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    starts[i + 1] = (starts[i] as number) + row.length;
  });
  const size = starts[rows.length] as number;
  const columns = new Int32Array(size);
  const values = new Float64Array(size);
  let at = 0;
  for (const row of rows) {
    for (const [column, value] of row) {
      columns[at] = column;
      values[at] = value;
      at += 1;
    }
  }
  return { starts, columns, values, width };
}

export interface LogisticOptions {
  /** Cost of a wrong answer against the cost of large weights: higher fits closer. */
  cost: number;
  /** Weight of each row; 1 where absent. */
  rowWeights?: Float64Array;
  /** Passes over the rows. */
  maxPasses?: number;
  tolerance?: number;
}

export interface LogisticFit {
  weights: Float64Array;
  bias: number;
}

/** The bias is a column of this constant value, so that it is hardly shrunk. */
const BIAS_VALUE = 3;

/**
 * Fits a logistic regression with an L2 penalty by dual coordinate descent (Yu, Huang, Lin: Machine Learning
 * 85, 2011, 41-75, algorithm 5). Rows are visited in an order drawn from a fixed seed: the same input gives the same weights.
 */
export function fitLogistic(
  rows: SparseRows,
  isPositive: Uint8Array,
  members: Int32Array,
  options: LogisticOptions,
): LogisticFit {
  const { starts, columns, values, width } = rows;
  const weights = new Float64Array(width);
  let bias = 0;
  const count = members.length;
  const upper = new Float64Array(count);
  const alpha = new Float64Array(count);
  const norm = new Float64Array(count);
  for (let m = 0; m < count; m += 1) {
    const i = members[m] as number;
    upper[m] = options.cost * (options.rowWeights?.[i] ?? 1);
    let sum = BIAS_VALUE * BIAS_VALUE;
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k += 1)
      sum += (values[k] as number) ** 2;
    norm[m] = sum;
    alpha[m] = Math.min(0.001 * (upper[m] as number), 1e-8);
    addRow(i, (alpha[m] as number) * (isPositive[i] ? 1 : -1));
  }

  function addRow(i: number, scale: number): void {
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k += 1) {
      const column = columns[k] as number;
      weights[column] = (weights[column] as number) + scale * (values[k] as number);
    }
    bias += scale * BIAS_VALUE;
  }

  const order = Int32Array.from({ length: count }, (_, m) => m);
  const random = seededRandom(20101);
  const maxPasses = options.maxPasses ?? 60;
  const tolerance = options.tolerance ?? 0.01;
  for (let pass = 0; pass < maxPasses; pass += 1) {
    shuffle(order, random);
    let largest = 0;
    for (const m of order) {
      const c = upper[m] as number;
      if (c === 0) continue;
      const i = members[m] as number;
      const sign = isPositive[i] ? 1 : -1;
      let score = bias * BIAS_VALUE;
      for (let k = starts[i] as number; k < (starts[i + 1] as number); k += 1) {
        score += (weights[columns[k] as number] as number) * (values[k] as number);
      }
      const step = solveOne(alpha[m] as number, c, norm[m] as number, sign * score);
      const change = step - (alpha[m] as number);
      largest = Math.max(largest, Math.abs(change) / c);
      if (change === 0) continue;
      alpha[m] = step;
      addRow(i, change * sign);
    }
    if (largest < tolerance) break;
  }
  return { weights, bias: bias * BIAS_VALUE };
}

/** Minimises over one dual variable: g(z) = z log z + (c - z) log(c - z) + (a/2)(z - z0)² + b (z - z0), by Newton steps. */
function solveOne(start: number, c: number, a: number, b: number): number {
  // Solved from the side on which the optimum lies, so that the logarithm stays well behaved.
  const isLow = b > -0.5 * a * (c - 2 * start);
  const origin = isLow ? start : c - start;
  const slope = isLow ? b : -b;
  let z = origin;
  if (0.5 * c - z < 0 && z > 0.5 * c) z = 0.1 * z;
  for (let step = 0; step < 30; step += 1) {
    const gradient = a * (z - origin) + slope + Math.log(z / (c - z));
    if (Math.abs(gradient) < 1e-6) break;
    const next = z - gradient / (a + c / (c - z) / z);
    z = next <= 0 ? z * 0.1 : Math.min(next, c * (1 - 1e-12));
  }
  return isLow ? z : c - z;
}

/** Numbers in [0, 1) that are the same on every machine (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Shuffles in place (Fisher-Yates). */
export function shuffle(values: Int32Array, random: () => number): void {
  for (let i = values.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const kept = values[i] as number;
    values[i] = values[j] as number;
    values[j] = kept;
  }
}

export function sigmoid(score: number): number {
  return score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score));
}
