import type { Signature } from "./signature.js";
import rarity from "./word-rarity.json" with { type: "json" };

/** How much each stem tells, in one body: rare in minutes at large, and not spread over all that this body reports. */
export type StemWeights = (stem: string) => number;

const RARITY: ReadonlyMap<string, number> = new Map(Object.entries(rarity.passagesWith));

/**
 * Weighs stems by their rarity in minutes at large and by how many items of one meeting use them: a place that
 * occurs under every heading tells nothing, a name that returns meeting after meeting under one item tells all.
 * A report is what one item of one meeting says.
 */
export function weighStems(reports: readonly { meetingId: string; signature: Signature }[]): StemWeights {
  const meetingsWith = new Map<string, Set<string>>();
  const reportsWith = new Map<string, number>();
  for (const { meetingId, signature } of reports) {
    for (const stem of signature.stems.keys()) {
      reportsWith.set(stem, (reportsWith.get(stem) ?? 0) + 1);
      const meetings = meetingsWith.get(stem) ?? new Set();
      meetingsWith.set(stem, meetings.add(meetingId));
    }
  }
  const rarest = Math.log(rarity.passages / 3);
  const general = (stem: string) => Math.log(rarity.passages / (3 + (RARITY.get(stem) ?? 0))) / rarest;
  const spread = (stem: string) => (reportsWith.get(stem) ?? 1) / (meetingsWith.get(stem)?.size ?? 1);
  return (stem) => general(stem) / spread(stem);
}

/** Cosine of two texts under the weights, each stem counted by the logarithm of its frequency. */
export function cosine(
  one: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
  weight: StemWeights,
): number {
  let product = 0;
  for (const [stem, count] of one) {
    const also = other.get(stem);
    if (also !== undefined) product += damp(count) * damp(also) * weight(stem) ** 2;
  }
  return product === 0 ? 0 : product / Math.sqrt(squaredNorm(one, weight) * squaredNorm(other, weight));
}

function squaredNorm(stems: ReadonlyMap<string, number>, weight: StemWeights): number {
  let sum = 0;
  for (const [stem, count] of stems) sum += (damp(count) * weight(stem)) ** 2;
  return sum;
}

function damp(count: number): number {
  return Math.log2(1 + count);
}

/** The weights of the stems that two sets share, heaviest first. */
export function sharedWeights(
  one: Iterable<string>,
  other: { has(stem: string): boolean },
  weight: StemWeights,
): number[] {
  const shared: number[] = [];
  for (const stem of new Set(one)) if (other.has(stem)) shared.push(weight(stem));
  return shared.sort((a, b) => b - a);
}
