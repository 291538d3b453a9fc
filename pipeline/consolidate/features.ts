import type { Group } from "./group.js";
import { cosine, type StemWeights, sharedWeights } from "./similarity.js";

/** What speaks for or against two groups being of one innovation. Each between 0 and about 1. */
export type PairFeatures = {
  /** Likeness of all that the two say. */
  cosine: number;
  /** The most telling stem they share, and the three most telling together. */
  bestShared: number;
  threeShared: number;
  /** Stems shared that stand as a name in both. */
  sharedName: number;
  /** Stems of one's heading found in the heading, or anywhere, of the other. */
  headingInHeading: number;
  headingInText: number;
  /** One refers to the minute under which the other stands. */
  refers: number;
  /** Passages under one item of one meeting: next to each other, near, or under one paragraph number. */
  adjacent: number;
  sameItem: number;
  sameSubItem: number;
  /** Of one meeting but under different items. */
  otherItem: number;
  /** The shorter of the two has hardly a word of its own. */
  isBare: number;
};

export function pairFeatures(one: Group, other: Group, weight: StemWeights): PairFeatures {
  const a = one.signature;
  const b = other.signature;
  const shared = sharedWeights(a.stems.keys(), new Set(b.stems.keys()), weight);
  const names = sharedWeights(a.names, b.names, weight);
  const near = nearness(one, other);
  return {
    cosine: cosine(a.stems, b.stems, weight),
    bestShared: shared[0] ?? 0,
    threeShared: ((shared[0] ?? 0) + (shared[1] ?? 0) + (shared[2] ?? 0)) / 3,
    sharedName: names[0] ?? 0,
    headingInHeading: Math.max(
      coverage(a.headingStems, b.headingStems, weight),
      coverage(b.headingStems, a.headingStems, weight),
    ),
    headingInText: Math.max(
      coverage(a.headingStems, new Set(b.stems.keys()), weight),
      coverage(b.headingStems, new Set(a.stems.keys()), weight),
    ),
    refers: meets(a.refersTo, b.standsUnder) || meets(b.refersTo, a.standsUnder) ? 1 : 0,
    ...near,
    isBare: 1 / Math.max(1, Math.min(a.stems.size - a.headingStems.size, b.stems.size - b.headingStems.size)),
  };
}

/** The share of a heading's weight that is found in the other; 0 for a heading without content. */
function coverage(heading: ReadonlySet<string>, found: ReadonlySet<string>, weight: StemWeights): number {
  let all = 0.2;
  let covered = 0;
  for (const stem of heading) {
    all += weight(stem);
    if (found.has(stem)) covered += weight(stem);
  }
  return covered / all;
}

function meets(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const element of one) if (other.has(element)) return true;
  return false;
}

function nearness(one: Group, other: Group) {
  let adjacent = 0;
  let sameItem = 0;
  let sameSubItem = 0;
  let otherItem = 0;
  for (const a of one.places) {
    for (const b of other.places) {
      if (a.meetingId !== b.meetingId) continue;
      if (a.item !== b.item) {
        otherItem = 1;
        continue;
      }
      sameItem = 1;
      adjacent = Math.max(adjacent, 1 / Math.max(1, Math.abs(a.ordinal - b.ordinal)));
      if (a.subItem !== null && a.subItem === b.subItem) sameSubItem = 1;
    }
  }
  return { adjacent, sameItem, sameSubItem, otherItem: sameItem === 1 ? 0 : otherItem };
}
