/**
 * One draw from the beta distribution with shapes above 0: G(a) / (G(a) + G(b)), with gamma draws by Marsaglia and Tsang
 * (ACM Transactions on Mathematical Software 26, 2000, 363-372). `random` gives numbers from 0 up to, not including, 1.
 */
export function drawBeta(a: number, b: number, random: () => number): number {
  const one = drawGamma(a, random);
  const other = drawGamma(b, random);
  // Both underflow only where both shapes are tiny: all chance then lies at the ends.
  return one + other === 0 ? Number(random() < a / (a + b)) : one / (one + other);
}

/** One draw from the standard normal distribution (Box and Muller 1958). */
export function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function drawGamma(shape: number, random: () => number): number {
  // Shapes below 1 are drawn one higher and scaled down.
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
