/** A probability in two places; never 0 or 1, which no coder claims. */
export function showProbability(probability: number): string {
  if (probability > 0.99) return "above 0.99";
  if (probability < 0.01) return "below 0.01";
  return probability.toFixed(2);
}
