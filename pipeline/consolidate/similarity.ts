import { type Signature, salience } from "./signature.js";
import rarity from "./word-rarity.json" with { type: "json" };

/** Names are rare words, but more of them are of people, wards and towns than of what was introduced. */
const NAME_TELLS = 0.75;
/** A heading stands for a mention less than its own words do. */
const HEADING_STANDING = 0.7;
/** So that a heading of one common word is no perfect match. */
const LEAST_HEADING = 0.2;

/** How much each stem tells, in one body: rare in minutes at large, and not spread over all that this body reports. */
export type StemWeights = (stem: string) => number;

const RARITY: ReadonlyMap<string, number> = new Map(Object.entries(rarity.passagesWith));

/** Whether a stem is a word of minutes at large; what is not may be a name made up for the thing. */
export function isUnseen(stem: string): boolean {
  return !RARITY.has(stem);
}

/**
 * Weighs stems by their rarity in minutes at large and by how many items of one meeting use them: a place that
 * occurs under every heading tells nothing, a name that returns meeting after meeting under one item tells all.
 * A report is what one item of one meeting says.
 */
export function weighStems(reports: readonly { meetingId: string; signature: Signature }[]): StemWeights {
  const meetingsWith = new Map<string, Set<string>>();
  const reportsWith = new Map<string, number>();
  const names = new Set<string>();
  for (const { meetingId, signature } of reports) {
    for (const name of signature.names) if (isUnseen(name)) names.add(name);
    for (const stem of signature.stems.keys()) {
      reportsWith.set(stem, (reportsWith.get(stem) ?? 0) + 1);
      const meetings = meetingsWith.get(stem) ?? new Set();
      meetingsWith.set(stem, meetings.add(meetingId));
    }
  }
  const rarest = Math.log(rarity.passages / 3);
  const general = (stem: string) => Math.log(rarity.passages / (3 + (RARITY.get(stem) ?? 0))) / rarest;
  const spread = (stem: string) => (reportsWith.get(stem) ?? 1) / (meetingsWith.get(stem)?.size ?? 1);
  const known = new Map<string, number>();
  return (stem) => {
    const before = known.get(stem);
    if (before !== undefined) return before;
    const weight = (general(stem) / spread(stem)) * (names.has(stem) ? NAME_TELLS : 1);
    known.set(stem, weight);
    return weight;
  };
}

/** Cosine of two texts under the weights, each stem counted by the logarithm of its frequency. */
export function cosine(
  one: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
  weight: StemWeights,
): number {
  let product = 0;
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  for (const [stem, count] of few) {
    const also = many.get(stem);
    if (also !== undefined) product += damp(count) * damp(also) * weight(stem) ** 2;
  }
  return product === 0 ? 0 : product / Math.sqrt(squaredNorm(one, weight) * squaredNorm(other, weight));
}

const norms = new WeakMap<ReadonlyMap<string, number>, { weight: StemWeights; norm: number }>();

function squaredNorm(stems: ReadonlyMap<string, number>, weight: StemWeights): number {
  const known = norms.get(stems);
  if (known?.weight === weight) return known.norm;
  let norm = 0;
  for (const [stem, count] of stems) norm += (damp(count) * weight(stem)) ** 2;
  norms.set(stems, { weight, norm });
  return norm;
}

function damp(count: number): number {
  return Math.log2(1 + count);
}

/**
 * The weights of the stems that two signatures share, each as far as it stands for both, heaviest first. A stem
 * that is only in both headings does not count: it may name a standing item of the agenda.
 */
export function sharedWeights(one: Signature, other: Signature, weight: StemWeights): number[] {
  const shared: number[] = [];
  const [few, many] = one.stems.size <= other.stems.size ? [one, other] : [other, one];
  for (const stem of few.stems.keys()) {
    if (!many.stems.has(stem)) continue;
    if (!few.textStems.has(stem) && !many.textStems.has(stem)) continue;
    shared.push(weight(stem) * Math.min(standing(stem, few), standing(stem, many)));
  }
  return shared.sort((a, b) => b - a);
}

function standing(stem: string, signature: Signature): number {
  const inText = salience(signature.textStems.get(stem) ?? 0, signature);
  const inHeadings = salience(signature.headingStems.get(stem) ?? 0, signature);
  return Math.max(inText, HEADING_STANDING * inHeadings);
}

/** The share of a signature's heading, by weight, that the other says: in its headings or in its texts. */
export function headingShared(
  one: Signature,
  other: Signature,
  where: "headingStems" | "textStems",
  weight: StemWeights,
): number {
  let all = LEAST_HEADING;
  let covered = 0;
  for (const [stem, count] of one.headingStems) {
    const heavy = weight(stem) * salience(count, one);
    all += heavy;
    covered += heavy * salience(other[where].get(stem) ?? 0, other);
  }
  return covered / all;
}
