import type { PairFeatures } from "./features.js";

/** Log-odds that two groups are of one innovation: a bias and a weight for each feature. */
export type Scorer = { bias: number; weights: Record<keyof PairFeatures, number> };

export const SCORER: Scorer = {
  bias: -4.5,
  weights: {
    cosine: 9,
    bestShared: 1,
    threeShared: 1.5,
    sharedName: 1,
    headingInHeading: 2,
    headingInText: 1,
    refers: 2.5,
    adjacent: 2,
    sameItem: 1,
    sameSubItem: 2,
    otherItem: -0.5,
    isBare: 1,
  },
};

/** Log-odds, above 0 where one innovation is likelier than two. */
export function scorePair(features: PairFeatures, scorer: Scorer): number {
  let score = scorer.bias;
  for (const name of Object.keys(scorer.weights) as (keyof PairFeatures)[]) {
    score += scorer.weights[name] * features[name];
  }
  return score;
}
