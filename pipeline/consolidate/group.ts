import type { Mention, Stage } from "../../schemas/innovation.js";
import { readOpening } from "./opening.js";
import { joinSignatures, readSignature, type Signature } from "./signature.js";
import { contentWords } from "./words.js";

/** Mentions held to be of one innovation, in the order of the archive, and what they say together. */
export type Group = {
  mentions: readonly Mention[];
  signature: Signature;
  /** The mentions by meeting and item, to know neighbours. */
  places: readonly Place[];
};

export type Place = {
  meetingId: string;
  item: string;
  ordinal: number;
  /** Number or letter of the passage in a list of its item. */
  marker: string | null;
  /** Stems of the title with which the passage opens, if any, and of all that it says. */
  title: readonly string[];
  stems: { has(stem: string): boolean };
  /** The passage begins as one does that goes on about what came before ("The line ...", "It was resolved ..."). */
  pointsBack: boolean;
  stage: Stage;
};

const POINTS_BACK =
  /^[\s\-•*–(]*(?:\d[\d.]*\s+)?(?:(?:It|They|This|That|These|Those|Such|He|She|Both|Next|Resolved|RESOLVED|Approved|Supported|Agreed|AGREED|NOTED|SUPPORTED|ENDORSED)\b|(?:The|This|These)\s+(?:\p{Ll}+\s+)?(?:pilot|trial|scheme|project|proposal|system|service|line|model|arrangement|idea|case|post|robot|tool|initiative|practice|programme|desk|evaluation|purchase)s?\b)/u;

export function groupOf(mention: Mention, fallbackOrdinal: number): Group {
  const opening = readOpening(mention.text);
  const signature = readSignature(mention);
  return {
    mentions: [mention],
    signature,
    places: [
      {
        meetingId: mention.meetingId,
        item: `${mention.itemNumber ?? ""} ${mention.heading}`,
        ordinal: mention.ordinal ?? fallbackOrdinal,
        marker: opening.marker,
        title: contentWords(opening.title ?? "").map((word) => word.stem),
        stems: signature.textStems,
        stage: mention.stage,
        pointsBack: POINTS_BACK.test(mention.text),
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
