import { isColumnHeading } from "./columns.js";
import { findRemarks, tellsAction } from "./side-column.js";
import type { SourceLine } from "./source-lines.js";

const LONGEST_OWNER_WORDS = 6;
/** What stands in a column of actions where there is none, or says only when. */
const NOBODY = /^(?:none|nil|n\/?a|asap|no action|ongoing|noted)\.?$/i;
/** The mark of a list before a name, and a bracket that only opens or closes there. */
const LIST_MARK = /^(?:\(?(?:\d{1,2}|[a-z])[.)]\s*|[•–-]\s*)+/;
const LONE_BRACKET = /^\((?!.*\))|(?<!\(.*)\)$/;
const INITIALS = /^\p{Lu}{2,4}\p{P}?$/u;
/** What is to be done, where a sentence stands in the owner's place. */
const ACTS =
  /^(?:agree|approve|arrange|ask|check|circulate|complete|confirm|consider|contact|continue|create|discuss|draft|email|ensure|feed|feedback|find|follow|get|give|invite|look|make|note|organise|prepare|produce|provide|publish|raise|report|review|seek|send|set|share|speak|submit|update|write)\b/i;
/** Small words within the name or role of one who acts ("Director of Nursing", "AB and the Chair"). */
const WITHIN_NAME = /^(?:and|or|of|the|for|with|to|de|van|von|all|both|clerk|chair)$/;

/**
 * Whom the words of an owner's cell name: initials, names or roles, without list marks, days and remarks beside them
 * ("1) AB virtually" is AB). Null where they name nobody.
 */
export function readOwner(text: string): string | null {
  const words = text.trim().replace(LIST_MARK, "").replace(LONE_BRACKET, "").split(/\s+/);
  const after = words.findIndex(
    (word) => /\d/.test(word) || (/^\p{Ll}/u.test(word) && !WITHIN_NAME.test(word)),
  );
  // One word before others is the start of a sentence or of a day ("Feb 25"), unless it is initials.
  if (after === 1 && !INITIALS.test(words[0] as string)) return null;
  const name = words
    .slice(0, after < 0 ? words.length : after)
    .join(" ")
    .replace(/(?:\s+(?:and|or|of|the|for|with|to|[&/–-]))+$/, "")
    .replace(/[\s,;:–-]+$/, "");
  if (name === "" || NOBODY.test(name) || ACTS.test(name) || !/\p{L}/u.test(name)) return null;
  return name.split(" ").length > LONGEST_OWNER_WORDS ? null : name;
}

/** Who acts in an action told whole: "03-01 SC to visit again". */
const TOLD_ACTION = /^(?:\d[\d./-]*\s+)?([\p{Lu}][^.;:]{1,40}?)\s+(?:to|will)\s+(?!be\b)\p{Ll}/u;
const WAS_ASKED = /\s+(?:(?:is|are|was|were)\s+)?(?:asked|agreed|invited|requested|reminded)$/;
/** What is decided or done "to" some end acts by nobody's name. */
const NO_OWNER = /\b(?:approv\w+|agree\w*|decision|decid\w+|update|review)\b/i;

/** Who acts, of an action told whole; null where it names nobody. */
export function toldOwner(text: string): string | null {
  const owner = TOLD_ACTION.exec(text)?.[1]?.replace(WAS_ASKED, "");
  if (owner === undefined || NO_OWNER.test(owner) || ACTS.test(owner)) return null;
  return owner.split(" ").length > LONGEST_OWNER_WORDS ? null : owner;
}

/** Whom the side column beside lines names, without the column's own heading; of an action told whole, who acts. */
export function ownerBeside(lines: readonly SourceLine[]): string | null {
  if (lines.every((line) => line.side.length === 0)) return null;
  const names = findRemarks(lines.flatMap((line) => line.side)).flatMap((pieces) => {
    const words = pieces.map((piece) => piece.text).filter((text) => !isColumnHeading(text));
    const text = words.join(" ");
    if (tellsAction(text)) return toldOwner(text) ?? [];
    return words.flatMap((word) => readOwner(word) ?? []);
  });
  const owner = [...new Set(names)].join(" ");
  return owner === "" || owner.split(" ").length > LONGEST_OWNER_WORDS ? null : owner;
}
