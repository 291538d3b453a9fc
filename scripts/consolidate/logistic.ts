/** Weighted logistic regression with an L2 penalty on all but the bias, by Newton's method: exact and deterministic. */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  labels: readonly boolean[],
  rowWeights: readonly number[],
  penalty: number,
  leastWeights: readonly number[],
): { bias: number; weights: number[] } {
  const size = (rows[0]?.length ?? 0) + 1;
  let at = new Array<number>(size).fill(0);
  // Projected Newton: a weight that would fall below its least is held there.
  const least = [Number.NEGATIVE_INFINITY, ...leastWeights];
  for (let step = 0; step < 200; step += 1) {
    const gradient = at.map((value, i) => (i === 0 ? 0 : -penalty * value));
    const hessian = at.map((_, i) => at.map((__, j) => (i === j ? (i === 0 ? 1e-6 : penalty) : 0)));
    rows.forEach((row, n) => {
      const x = [1, ...row];
      const odds = x.reduce((sum, value, i) => sum + value * (at[i] as number), 0);
      const p = 1 / (1 + Math.exp(-odds));
      const w = rowWeights[n] as number;
      const error = w * ((labels[n] ? 1 : 0) - p);
      const curve = w * p * (1 - p);
      for (let i = 0; i < size; i += 1) {
        gradient[i] = (gradient[i] as number) + error * (x[i] as number);
        for (let j = 0; j < size; j += 1) {
          (hessian[i] as number[])[j] =
            (hessian[i]?.[j] as number) + curve * (x[i] as number) * (x[j] as number);
        }
      }
    });
    const held = at.map((value, i) => value <= (least[i] as number) && (gradient[i] as number) < 0);
    const free = at.map((_, i) => i).filter((i) => !held[i]);
    const move = solve(
      free.map((i) => free.map((j) => hessian[i]?.[j] as number)),
      free.map((i) => gradient[i] as number),
    );
    let largest = 0;
    const next = [...at];
    free.forEach((i, k) => {
      const value = Math.max(least[i] as number, (at[i] as number) + (move[k] as number));
      largest = Math.max(largest, Math.abs(value - (at[i] as number)));
      next[i] = value;
    });
    at = next;
    if (largest < 1e-8) break;
  }
  return { bias: at[0] as number, weights: at.slice(1) };
}

function solve(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  const m = matrix.map((row, i) => [...row, right[i] as number]);
  for (let c = 0; c < n; c += 1) {
    let pivot = c;
    for (let r = c + 1; r < n; r += 1) {
      if (Math.abs(m[r]?.[c] as number) > Math.abs(m[pivot]?.[c] as number)) pivot = r;
    }
    [m[c], m[pivot]] = [m[pivot] as number[], m[c] as number[]];
    const row = m[c] as number[];
    for (let r = 0; r < n; r += 1) {
      if (r === c) continue;
      const factor = (m[r]?.[c] as number) / (row[c] as number);
      for (let k = c; k <= n; k += 1)
        (m[r] as number[])[k] = (m[r]?.[k] as number) - factor * (row[k] as number);
    }
  }
  return m.map((row, i) => (row[n] as number) / (row[i] as number));
}
