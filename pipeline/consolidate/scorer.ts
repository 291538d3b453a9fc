import {
  ACROSS_FEATURES,
  type AcrossFeatures,
  acrossFeatures,
  WITHIN_FEATURES,
  type WithinFeatures,
  withinFeatures,
} from "./features.js";
import type { Group } from "./group.js";
import trained from "./pair-weights.json" with { type: "json" };
import type { StemWeights } from "./similarity.js";

/** A bias and a weight for each feature: together the log-odds that two groups are of one innovation. */
export type Linear<Name extends string> = { bias: number; weights: Record<Name, number> };

/** One scorer for groups of the same meeting, where place tells much, and one for all, where words must. */
export type Scorer = { within: Linear<keyof WithinFeatures>; across: Linear<keyof AcrossFeatures> };

/** Trained by scripts/consolidate/train.ts on the ledgers of the development bodies. */
export const SCORER: Scorer = trained;

/** Log-odds, above 0 where one innovation is likelier than two. */
export type PairScore = (one: Group, other: Group) => number;

export function scoreWithin(scorer: Scorer, weight: StemWeights): PairScore {
  return (one, other) => sum(scorer.within, WITHIN_FEATURES, withinFeatures(one, other, weight));
}

export function scoreAcross(scorer: Scorer, weight: StemWeights): PairScore {
  return (one, other) => sum(scorer.across, ACROSS_FEATURES, acrossFeatures(one, other, weight));
}

function sum<Name extends string>(
  { bias, weights }: Linear<Name>,
  names: readonly Name[],
  features: Record<Name, number>,
): number {
  return names.reduce((score, name) => score + weights[name] * features[name], bias);
}
