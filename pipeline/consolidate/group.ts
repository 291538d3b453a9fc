import type { Mention } from "../../schemas/innovation.js";
import { joinSignatures, readSignature, type Signature } from "./signature.js";

/** Mentions held to be of one innovation, in the order of the archive, and what they say together. */
export type Group = {
  mentions: readonly Mention[];
  signature: Signature;
  /** The mentions by meeting and item, to know neighbours. */
  places: readonly Place[];
};

export type Place = { meetingId: string; item: string; ordinal: number; subItem: string | null };

export function groupOf(mention: Mention, fallbackOrdinal: number): Group {
  return {
    mentions: [mention],
    signature: readSignature(mention),
    places: [
      {
        meetingId: mention.meetingId,
        item: `${mention.itemNumber ?? ""} ${mention.heading}`,
        ordinal: mention.ordinal ?? fallbackOrdinal,
        subItem: mention.text.match(/^\s*(\d{1,3}\.\d{1,3})\.\d{1,3}\b/u)?.[1] ?? null,
      },
    ],
  };
}

/** Both groups as one, its mentions in the order of the archive. */
export function joinGroups(one: Group, other: Group): Group {
  return {
    mentions: [...one.mentions, ...other.mentions].sort(compareMentions),
    signature: joinSignatures(one.signature, other.signature),
    places: [...one.places, ...other.places],
  };
}

/** The order of the archive: by date, meeting, place in the meeting. Total, so that nothing depends on the input's order. */
export function compareMentions(a: Mention, b: Mention): number {
  return (
    compare(a.meetingDate, b.meetingDate) ||
    compare(a.meetingId, b.meetingId) ||
    (a.ordinal ?? 0) - (b.ordinal ?? 0) ||
    a.page - b.page ||
    compareNaturally(a.passageId, b.passageId)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Numbers in ids count as numbers: p-9 before p-10. */
function compareNaturally(a: string, b: string): number {
  const left = a.match(/\d+|\D+/gu) ?? [];
  const right = b.match(/\d+|\D+/gu) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const l = left[i] as string;
    const r = right[i] as string;
    if (l === r) continue;
    const areNumbers = /^\d/u.test(l) && /^\d/u.test(r);
    return (areNumbers ? l.length - r.length : 0) || compare(l, r);
  }
  return left.length - right.length || compare(a, b);
}
