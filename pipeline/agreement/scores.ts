import { bootstrap, type Estimate, wilson } from "./intervals.js";

/** One unit: what is true, what the coder said, and in which cluster (document) it stands. */
export interface Judged {
  truth: boolean;
  said: boolean;
  cluster: string;
}

export interface BinaryScores {
  units: number;
  positives: number;
  flagged: number;
  correct: number;
  prevalence: Estimate;
  precision: Estimate;
  recall: Estimate;
  f1: Estimate;
}

/** Precision, recall and F1 with 95% intervals: Wilson's for the shares, a bootstrap over documents for F1. */
export function scoreBinary(judged: readonly Judged[]): BinaryScores {
  const positives = judged.filter(({ truth }) => truth).length;
  const flagged = judged.filter(({ said }) => said).length;
  const correct = judged.filter(({ truth, said }) => truth && said).length;
  return {
    units: judged.length,
    positives,
    flagged,
    correct,
    prevalence: wilson(positives, judged.length),
    precision: wilson(correct, flagged),
    recall: wilson(correct, positives),
    f1: bootstrap(clustersOf(judged), f1Of),
  };
}

/** 2TP / (2TP + FP + FN); null where nothing is true and nothing was said. */
export function f1Of(judged: readonly { truth: boolean; said: boolean }[]): number | null {
  let correct = 0;
  let wrong = 0;
  for (const { truth, said } of judged) {
    if (truth && said) correct += 1;
    else if (truth || said) wrong += 1;
  }
  return correct + wrong === 0 ? null : (2 * correct) / (2 * correct + wrong);
}

function clustersOf<T extends { cluster: string }>(units: readonly T[]): T[][] {
  const clusters = new Map<string, T[]>();
  for (const unit of units) {
    const cluster = clusters.get(unit.cluster);
    if (cluster) cluster.push(unit);
    else clusters.set(unit.cluster, [unit]);
  }
  return [...clusters.values()];
}

/** A probability that was given and what turned out true. */
export interface Forecast {
  probability: number;
  truth: boolean;
}

export interface ReliabilityBin {
  from: number;
  to: number;
  count: number;
  meanProbability: number | null;
  shareTrue: number | null;
}

export interface Calibrated {
  /** Mean squared error of the probabilities (Brier, Monthly Weather Review 78, 1950, 1-3). */
  brier: number | null;
  /** 1 - Brier / Brier of always saying the base rate; 0 is no better than that. */
  brierSkill: number | null;
  bins: ReliabilityBin[];
  /** Over probabilities of at least 0.2: their mean, and the share that was true. */
  fromTwenty: { count: number; meanProbability: number | null; shareTrue: number | null };
}

const BINS = 10;
const WORTH_A_LOOK = 0.2;

/** How far stated probabilities can be taken at their word. */
export function scoreForecasts(forecasts: readonly Forecast[]): Calibrated {
  const brier = meanOf(forecasts.map(({ probability, truth }) => (probability - (truth ? 1 : 0)) ** 2));
  const base = meanOf(forecasts.map(({ truth }) => (truth ? 1 : 0)));
  const reference = base === null ? null : base * (1 - base);
  const bins = Array.from({ length: BINS }, (_, bin): ReliabilityBin => {
    const from = bin / BINS;
    const to = (bin + 1) / BINS;
    const inside = forecasts.filter(
      ({ probability }) =>
        probability >= from && (probability < to || (bin === BINS - 1 && probability <= to)),
    );
    return { from, to, ...summarise(inside) };
  });
  return {
    brier,
    brierSkill: brier === null || !reference ? null : 1 - brier / reference,
    bins,
    fromTwenty: summarise(forecasts.filter(({ probability }) => probability >= WORTH_A_LOOK)),
  };
}

function summarise(forecasts: readonly Forecast[]) {
  return {
    count: forecasts.length,
    meanProbability: meanOf(forecasts.map(({ probability }) => probability)),
    shareTrue: meanOf(forecasts.map(({ truth }) => (truth ? 1 : 0))),
  };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
