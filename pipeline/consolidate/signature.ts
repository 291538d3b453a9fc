import type { Mention } from "../../schemas/innovation.js";
import { readOpening } from "./opening.js";
import { blankPersons, contentWords, stemOf } from "./words.js";

/** What of a mention (or of several taken together) tells one innovation from another. */
export type Signature = {
  /** How often each content stem occurs in text and heading, nouns and names counting most. */
  stems: Map<string, number>;
  /** How many of the mentions say it in their text or heading; a doubtful mention counts as its probability. */
  textStems: Map<string, number>;
  headingStems: Map<string, number>;
  mentions: number;
  /** Stems of words that stand as names: quoted, or with a capital inside a sentence. */
  names: Set<string>;
  /** Minutes and agenda numbers that the text refers to, and those under which it stands, bare ("10/023"). */
  refersTo: Set<string>;
  standsUnder: Set<string>;
};

/** Headings often name the kind of report ("Finance") and not the thing. */
const HEADING_KIND = 0.5;

const REFERENCE = /\b(?:[A-Z]{1,4}\/)?\d{1,4}\/\d{1,4}\b/gu;
const QUOTED = /["“‘]([^"“”‘’]{2,40})["”’]|(?<![\p{L}\d])'(\p{L}[^']{1,38}\p{L})'(?!\p{L})/gu;

/** Reads the signature of one mention from its heading, text and agenda number. */
export function readSignature(mention: Mention): Signature {
  const { title } = readOpening(mention.text);
  const ownTitle = new Set(contentWords(title ?? "").map((word) => word.stem));
  const headingStems =
    ownTitle.size > 0 ? ownTitle : new Set(contentWords(mention.heading).map((word) => word.stem));
  const stems = new Map<string, number>();
  for (const { stem, kind } of contentWords(mention.text)) stems.set(stem, (stems.get(stem) ?? 0) + kind);
  const sureness = mention.probability ?? 1;
  const textStems = countAll(stems.keys(), sureness);
  for (const stem of headingStems) stems.set(stem, (stems.get(stem) ?? 0) + HEADING_KIND);
  return {
    stems,
    textStems,
    headingStems: countAll(headingStems, sureness),
    mentions: sureness,
    names: new Set([...readNames(mention.text)]),
    refersTo: readReferences(mention.text),
    standsUnder: new Set([...readReferences(mention.heading), ...readReferences(mention.itemNumber ?? "")]),
  };
}

/** The signature of several mentions together. */
export function joinSignatures(one: Signature, other: Signature): Signature {
  return {
    stems: addCounts(one.stems, other.stems),
    textStems: addCounts(one.textStems, other.textStems),
    headingStems: addCounts(one.headingStems, other.headingStems),
    mentions: one.mentions + other.mentions,
    names: new Set([...one.names, ...other.names]),
    refersTo: new Set([...one.refersTo, ...other.refersTo]),
    standsUnder: new Set([...one.standsUnder, ...other.standsUnder]),
  };
}

/**
 * How far a stem stands for all that is said: 1 where one mention says it alone, less where few of many do. Without
 * it a long history would share something telling with everything.
 */
export function salience(count: number, { mentions }: Signature): number {
  return mentions === 0 ? 0 : Math.min(1, count / Math.sqrt(mentions));
}

function countAll(stems: Iterable<string>, count: number): Map<string, number> {
  return new Map([...stems].map((stem) => [stem, count]));
}

function addCounts(
  one: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
): Map<string, number> {
  const sum = new Map(one);
  for (const [stem, count] of other) sum.set(stem, (sum.get(stem) ?? 0) + count);
  return sum;
}

function readReferences(text: string): Set<string> {
  return new Set([...text.matchAll(REFERENCE)].map((match) => match[0].replace(/^[A-Z]+\//u, "")));
}

/** Words with a capital where none is due, and quoted words. A sentence's first word is no sign of a name. */
function* readNames(text: string): Generator<string> {
  const blanked = blankPersons(text);
  for (const match of blanked.matchAll(QUOTED)) {
    for (const { stem } of contentWords(match[1] ?? match[2] ?? "")) yield stem;
  }
  for (const { surface, start } of contentWords(blanked)) {
    if (!/^\p{Lu}/u.test(surface)) continue;
    const before = blanked.slice(0, start).trimEnd();
    if (before !== "" && !/[.?!:;•*([–-]$/u.test(before)) yield stemOf(surface);
  }
}
