import { sigmoid } from "./linear.js";

/** Turns a score into a probability: 1 / (1 + exp(-(slope * score + offset))). */
export interface Calibration {
  slope: number;
  offset: number;
}

/**
 * Platt's scaling with his targets against overfitting (Platt 1999; Newton's method after Lin, Lin, Weng, Machine
 * Learning 68, 2007). `weights` say how much each score counts.
 */
export function fitCalibration(
  scores: readonly number[],
  isPositive: readonly boolean[],
  weights: readonly number[] = scores.map(() => 1),
): Calibration {
  let positives = 0;
  let negatives = 0;
  isPositive.forEach((positive, i) => {
    if (positive) positives += weights[i] as number;
    else negatives += weights[i] as number;
  });
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  let slope = 1;
  let offset = Math.log((positives + 1) / (negatives + 1));
  for (let step = 0; step < 100; step += 1) {
    let g1 = 0;
    let g2 = 0;
    let h11 = 1e-9;
    let h22 = 1e-9;
    let h21 = 0;
    scores.forEach((score, i) => {
      const weight = weights[i] as number;
      const p = sigmoid(slope * score + offset);
      const error = weight * (p - (isPositive[i] ? high : low));
      const curve = weight * p * (1 - p);
      g1 += error * score;
      g2 += error;
      h11 += curve * score * score;
      h22 += curve;
      h21 += curve * score;
    });
    if (Math.abs(g1) < 1e-7 && Math.abs(g2) < 1e-7) break;
    const determinant = h11 * h22 - h21 * h21;
    const dSlope = (h22 * g1 - h21 * g2) / determinant;
    const dOffset = (h11 * g2 - h21 * g1) / determinant;
    const size = Math.max(1, Math.abs(dSlope), Math.abs(dOffset));
    slope -= dSlope / size;
    offset -= dOffset / size;
  }
  return { slope: Math.max(slope, 0.01), offset };
}

/** The sharpness that makes softmax(sharpness * scores) most likely for the true classes; from 0.25 to 16. */
export function fitSharpness(scores: readonly (readonly number[])[], truth: readonly number[]): number {
  let best = 1;
  let bestLoss = Number.POSITIVE_INFINITY;
  for (let exponent = -8; exponent <= 16; exponent += 1) {
    const sharpness = 2 ** (exponent / 4);
    let loss = 0;
    scores.forEach((row, i) => {
      loss -= Math.log(Math.max(1e-12, softmax(row, sharpness)[truth[i] as number] as number));
    });
    if (loss < bestLoss) {
      bestLoss = loss;
      best = sharpness;
    }
  }
  return best;
}

export function softmax(scores: readonly number[], sharpness: number): number[] {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(sharpness * (score - largest)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/**
 * The threshold on probabilities with the best F1, halfway to the next lower probability, so that a value between is
 * not decided by chance. `weights` bring a sample to the prevalence it stands for.
 */
export function bestThreshold(
  probabilities: readonly number[],
  isPositive: readonly boolean[],
  weights: readonly number[] = probabilities.map(() => 1),
): { threshold: number; f1: number } {
  const order = probabilities
    .map((_, i) => i)
    .sort((a, b) => (probabilities[b] as number) - (probabilities[a] as number));
  let positives = 0;
  isPositive.forEach((positive, i) => {
    if (positive) positives += weights[i] as number;
  });
  let found = 0;
  let flagged = 0;
  let best = { threshold: 0.5, f1: 0 };
  order.forEach((i, rank) => {
    flagged += weights[i] as number;
    if (isPositive[i]) found += weights[i] as number;
    const here = probabilities[i] as number;
    const next = probabilities[order[rank + 1] as number] ?? 0;
    if (next === here) return;
    const f1 = (2 * found) / (flagged + positives);
    if (f1 > best.f1) best = { threshold: (here + next) / 2, f1 };
  });
  return best;
}
