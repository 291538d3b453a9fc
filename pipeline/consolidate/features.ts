import type { Stage } from "../../schemas/innovation.js";
import type { Group, Place } from "./group.js";
import { cosine, headingShared, type StemWeights, sharedWeights } from "./similarity.js";

export const LIKENESSES = [
  "cosine",
  "bestShared",
  "threeShared",
  "sharedName",
  "headingInHeading",
  "headingInText",
  "refers",
  "length",
] as const;

/** What two groups share in words. Each between 0 and about 1. */
export type Likeness = Record<(typeof LIKENESSES)[number], number>;

export const WITHIN_FEATURES = [
  ...LIKENESSES,
  "sameItem",
  "adjacent",
  "sameSpecificItem",
  "sameMarker",
  "bareAndAdjacent",
  "pointsBack",
  "goesOn",
] as const;

/** What speaks for or against two groups of one meeting being of one innovation. */
export type WithinFeatures = Record<(typeof WITHIN_FEATURES)[number], number>;

export const ACROSS_FEATURES = [...LIKENESSES, "sameItem", "sameMeeting", "goesBack"] as const;

/** What speaks for or against two groups of any meetings being of one innovation. */
export type AcrossFeatures = Record<(typeof ACROSS_FEATURES)[number], number>;

/** A passage that reports results or a decision mostly goes on about what the passage before has named. */
const GOES_ON: ReadonlySet<Stage> = new Set(["evaluated", "approved", "abandoned"]);
const IN_PLACE: ReadonlySet<Stage> = new Set(["implemented", "evaluated"]);

export function withinFeatures(one: Group, other: Group, weight: StemWeights): WithinFeatures {
  const [a, b] = [one.signature, other.signature];
  const specific = Math.max(
    headingShared(a, a, "textStems", weight),
    headingShared(b, b, "textStems", weight),
  );
  const bare = 1 / Math.sqrt(Math.max(1, Math.min(a.textStems.size, b.textStems.size) / 3));
  const near = nearness(one, other);
  return {
    ...likenessOf(one, other, weight),
    ...near,
    // An item whose heading names what is said under it, rather than "Performance report".
    sameSpecificItem: near.sameItem * specific,
    // A passage with hardly a word of its own goes on about what was spoken of before.
    bareAndAdjacent: bare * near.adjacent,
  };
}

export function acrossFeatures(one: Group, other: Group, weight: StemWeights): AcrossFeatures {
  const meetings = new Set(one.places.map(({ meetingId }) => meetingId));
  const { sameItem } = nearness(one, other);
  const [earlier, later] = datesOf(one)[0] <= datesOf(other)[0] ? [one, other] : [other, one];
  return {
    ...likenessOf(one, other, weight),
    sameItem,
    sameMeeting: other.places.some(({ meetingId }) => meetings.has(meetingId)) ? 1 : 0,
    // Proposed only after it is in place: rather another thing.
    goesBack:
      datesOf(earlier)[1] < datesOf(later)[0] &&
      earlier.mentions.some(({ stage }) => IN_PLACE.has(stage)) &&
      later.mentions.every(({ stage }) => stage === "proposed")
        ? 1
        : 0,
  };
}

function datesOf(group: Group): [string, string] {
  return [group.mentions[0]?.meetingDate ?? "", group.mentions.at(-1)?.meetingDate ?? ""];
}

function likenessOf(one: Group, other: Group, weight: StemWeights): Likeness {
  const [a, b] = [one.signature, other.signature];
  const shared = sharedWeights(a, b, weight);
  return {
    // Likeness of all that the two say.
    cosine: cosine(a.stems, b.stems, weight),
    // The most telling stem they share, and the three most telling together.
    bestShared: shared[0] ?? 0,
    threeShared: ((shared[0] ?? 0) + (shared[1] ?? 0) + (shared[2] ?? 0)) / 3,
    // A stem that stands as a name in both.
    sharedName: Math.max(0, ...[...a.names].filter((name) => b.names.has(name)).map(weight)),
    // How much of one's heading is in the heading, or the text, of the other.
    headingInHeading: Math.max(
      headingShared(a, b, "headingStems", weight),
      headingShared(b, a, "headingStems", weight),
    ),
    headingInText: Math.max(
      headingShared(a, b, "textStems", weight),
      headingShared(b, a, "textStems", weight),
    ),
    // One refers to the minute under which the other stands.
    refers: meets(a.refersTo, b.standsUnder) || meets(b.refersTo, a.standsUnder) ? 1 : 0,
    // Long passages share words by chance.
    length: Math.log(1 + a.textStems.size * b.textStems.size) / 10,
  };
}

function meets(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const element of one) if (other.has(element)) return true;
  return false;
}

function nearness(one: Group, other: Group) {
  const near = { adjacent: 0, sameItem: 0, sameMarker: 0, pointsBack: 0, goesOn: 0 };
  for (const a of one.places) {
    for (const b of other.places) {
      if (!areTogether(a, b)) continue;
      const closeness = 1 / Math.max(1, Math.abs(a.ordinal - b.ordinal));
      const later = a.ordinal > b.ordinal ? a : b;
      near.sameItem = 1;
      near.adjacent = Math.max(near.adjacent, closeness);
      if (later.pointsBack) near.pointsBack = Math.max(near.pointsBack, closeness);
      if (GOES_ON.has(later.stage)) near.goesOn = Math.max(near.goesOn, closeness);
      if (a.marker !== null && a.marker === b.marker) near.sameMarker = 1;
    }
  }
  return near;
}

/** Under one item of one meeting, and not under different numbers, letters or titles of it. */
function areTogether(a: Place, b: Place): boolean {
  if (a.meetingId !== b.meetingId || a.item !== b.item) return false;
  if (a.marker !== null && b.marker !== null && a.marker !== b.marker) return false;
  const [earlier, later] = a.ordinal <= b.ordinal ? [a, b] : [b, a];
  return later.title.every((stem) => earlier.stems.has(stem));
}
