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

/** What a probability must reach for a code to apply: by itself, and where the rules alone would give the code. */
export interface Thresholds {
  threshold: number;
  /** Absent in older weights, which ask the same of both. */
  thresholdWithRules?: number | undefined;
}

/** Whether a code applies. `isSeconded`: the rules alone would give it. */
export function reaches(
  probability: number,
  { threshold, thresholdWithRules = threshold }: Thresholds,
  isSeconded: boolean,
): boolean {
  return probability >= (isSeconded ? thresholdWithRules : threshold);
}

/** One scored example where thresholds are set. */
export interface Judged {
  probability: number;
  isTrue: boolean;
  /** Whether the rules alone would give the code. */
  isSeconded: boolean;
  /** Brings a sample to the prevalence it stands for. */
  weight: number;
}

/**
 * The pair of thresholds with the best F1 together. F1 is a ratio of two sums over the examples, so the pair is found
 * by Dinkelbach's steps (Management Science 13, 1967): for a value f each side takes the prefix of its ranking with the
 * most of 2 * true - f * flagged, and f becomes the F1 of that, until it rises no more. A threshold lies halfway to the
 * next lower probability, so that a value between is not decided by chance. The one with rules is never the higher.
 */
export function bestThresholds(judged: readonly Judged[]): Required<Thresholds> & { f1: number } {
  const sides = [false, true].map((side) =>
    judged.filter(({ isSeconded }) => isSeconded === side).sort((a, b) => b.probability - a.probability),
  );
  const positives = judged.reduce((sum, { isTrue, weight }) => sum + (isTrue ? weight : 0), 0);
  let best = { threshold: NO_EXAMPLE, thresholdWithRules: NO_EXAMPLE, f1: 0 };
  for (let step = 0; step < 100; step += 1) {
    const [alone, seconded] = sides.map((side) => bestPrefix(side, best.f1)) as [Prefix, Prefix];
    const f1 = (2 * (alone.found + seconded.found)) / (alone.flagged + seconded.flagged + positives);
    if (!(f1 > best.f1 + 1e-12)) break;
    best = {
      threshold: alone.threshold,
      thresholdWithRules: Math.min(alone.threshold, seconded.threshold),
      f1,
    };
  }
  return best;
}

/** The threshold where there is no example to set it by. */
const NO_EXAMPLE = 0.5;

interface Prefix {
  threshold: number;
  found: number;
  flagged: number;
}

function bestPrefix(ranked: readonly Judged[], price: number): Prefix {
  let found = 0;
  let flagged = 0;
  const none = ranked[0] ? Math.max(NO_EXAMPLE, (1 + ranked[0].probability) / 2) : NO_EXAMPLE;
  let best: Prefix & { gain: number } = { threshold: none, found, flagged, gain: 0 };
  ranked.forEach(({ probability, isTrue, weight }, rank) => {
    flagged += weight;
    if (isTrue) found += weight;
    const next = ranked[rank + 1]?.probability ?? 0;
    if (next === probability) return;
    const gain = 2 * found - price * flagged;
    if (gain > best.gain) best = { threshold: (probability + next) / 2, found, flagged, gain };
  });
  return best;
}
