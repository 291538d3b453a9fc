import { isColumnHeading } from "./columns.js";
import { findRemarks, tellsAction } from "./side-column.js";
import type { SourceLine } from "./source-lines.js";

const LONGEST_OWNER_WORDS = 6;
/** What stands in a column of actions where there is none, or says only when or how it went. */
const NOBODY =
  /^(?:none|nil|n\/?a|no actions?|tb[acd]|noted|\p{L}+ed|done|due|open|in progress|next(?: \p{L}+)?|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\.?$/iu;
/** The mark of a list before a name, and a bracket that only opens or closes there. */
const LIST_MARK = /^(?:\(?(?:\d{1,2}|[a-z])[.)]\s*|[•–-]\s*)+/;
const LONE_BRACKET = /^\((?!.*\))|\s*\([^)]*$|(?<!\(.*)\)$/;
/** What is to be done, where a sentence stands in the owner's place. */
const ACTS =
  /^(?:agree|approve|arrange|ask|check|circulate|complete|confirm|consider|contact|continue|create|discuss|draft|email|ensure|feed|feedback|find|follow|get|give|invite|look|make|note|organise|prepare|produce|provide|publish|raise|report|review|seek|send|set|share|speak|submit|update|write)\b/i;
/** When or how it is to be done, behind the name of one who acts. */
const REMARK =
  /^\(?(?:as(?:ap)?|at|before|by|due|from|immediately|in|ongoing|on|until|virtually|when|once|within)\b/i;
/** Small words within the name or role of one who acts ("Director of Nursing", "AB and the Chair", "Ms van der Berg"). */
const WITHIN_NAME = /^(?:and|or|of|the|for|with|to|all|both|de|del|der|den|di|da|du|la|le|van|von|ter)$/;
/** Roles and groups, written in small letters by some ("Chief executive", "all governors"). */
const ROLE =
  /^(?:accountant|administrator|advis[eo]r|attorney|auditor|board|bursar|chair(?:man|person|woman)?|clerk|clinical|commissioner|committee|communications|consultant|contractor|co-?ordinator|council(?:lor)?|counsel|deputy|director|directorate|doctor|engineer|estates|executive|facilitator|finance|governance|governor|group|head|head ?teacher|hr|lead|leader|librarian|manager|matron|medical|member|minister|nurse|nursing|officer|operations|panel|partner|pharmacist|president|principal|registrar|representative|scrutiny|secretary|secretariat|staff|superintendent|surveyor|teacher|team|treasurer|trustee|vice|warden|working)(?:s|['’]s?)?\p{P}?$/u;

/**
 * Whom the words of an owner's cell name: initials, names or roles, without list marks, days and remarks beside them
 * ("1) AB virtually" is AB). Null where they name nobody.
 */
export function readOwner(text: string): string | null {
  const words = text.trim().replace(LIST_MARK, "").split(/\s+/);
  const end = words.findIndex((word) => /\d/.test(word) || REMARK.test(word));
  const named = end < 0 ? words : words.slice(0, end);
  // One that goes on in small letters that are no part of a name is a sentence.
  const isPart = (word: string) => !/^\p{Ll}/u.test(word) || WITHIN_NAME.test(word) || ROLE.test(word);
  if (!named.every(isPart)) return null;
  const name = named
    .join(" ")
    .replace(LONE_BRACKET, "")
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

/** Names one below the other, those that wrap made whole ("Director of", "Nursing"). */
function joinWrapped(lines: readonly string[]): string[] {
  const names: string[] = [];
  for (const line of lines) {
    const last = names.at(-1);
    const goesOn =
      last !== undefined && (/(?:\b(?:of|and|for|the|to)|[&/,–-])$/i.test(last) || /^\p{Ll}/u.test(line));
    if (goesOn) names[names.length - 1] = `${last} ${line}`;
    else names.push(line);
  }
  return names;
}

/** Whom the side column beside lines names, without the column's own heading; of an action told whole, who acts. */
export function ownerBeside(lines: readonly SourceLine[]): string | null {
  if (lines.every((line) => line.side.length === 0)) return null;
  const names = findRemarks(lines.flatMap((line) => line.side)).flatMap((pieces) => {
    const words = pieces.map((piece) => piece.text).filter((text) => !isColumnHeading(text));
    const text = words.join(" ");
    if (tellsAction(text)) return toldOwner(text) ?? [];
    return joinWrapped(words).flatMap((name) => readOwner(name) ?? []);
  });
  const owner = [...new Set(names)].join(" ");
  return owner === "" || owner.split(" ").length > LONGEST_OWNER_WORDS ? null : owner;
}
