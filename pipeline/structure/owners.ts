/** No name of one who acts has more words. */
export const LONGEST_OWNER_WORDS = 6;
/** What stands in a column of actions where there is none, or says only when or how it went. */
const NOBODY =
  /^(?:none|nil|n\/?a|no actions?|tb[acd]|noted|\p{L}+ed|done|due|open|in progress|next(?: \p{L}+)?|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\.?$/iu;
/** The mark of a list before a name, and a bracket that only opens or closes there. */
const LIST_MARK = /^(?:\(?(?:\d{1,2}|[a-z])[.)]\s*|[•–-]\s*)+/;
const LONE_BRACKET = /^\((?!.*\))|\s*\([^)]*$|(?<!\(.*)\)$/;
/** What is to be done, where a sentence stands in the owner's place. */
export const ACTS =
  /^(?:agree|approve|arrange|ask|check|circulate|complete|confirm|consider|contact|continue|create|discuss|draft|email|ensure|feed|feedback|find|follow|get|give|invite|look|make|note|organise|prepare|produce|provide|publish|raise|report|review|seek|send|set|share|speak|submit|update|write)\b/i;
/** When or how it is to be done, behind the name of one who acts. */
const REMARK = /^\(?(?:as(?:ap)?|before|by|due|immediately|on-?going|until|virtually|when|once|within)\b/i;
/** The same, where a day, a month or a meeting follows. */
const BEFORE_DAY = /^\(?(?:at|from|in|on)$/i;
const DAY =
  /^(?:\d|(?:this|next|due|time|now)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b)/i;
/** Small words within the name or role of one who acts ("Director of Nursing", "AB and the Chair", "Ms van der Berg"). */
const WITHIN_NAME = /^(?:and|or|of|the|for|from|with|to|all|both|de|del|der|den|di|da|du|la|le|van|von|ter)$/;
/** Roles and groups, written in small letters by some ("Chief executive", "all governors"). */
const ROLE =
  /^(?:accountant|administrator|advis[eo]r|attorney|auditor|board|bursar|chair(?:man|person|woman)?|clerk|clinical|commissioner|committee|communications|consultant|contractor|co-?ordinator|council(?:lor)?|counsel|deputy|director|directorate|doctor|engineer|estates|executive|facilitator|finance|governance|governor|group|head|head ?teacher|hr|lead|leader|librarian|manager|matron|medical|member|minister|nurse|nursing|officer|operations|panel|partner|pharmacist|president|principal|project|registrar|representative|scrutiny|secretary|secretariat|staff|superintendent|surveyor|teacher|team|treasurer|trustee|vice|warden|working)(?:s|['’]s?)?\p{P}?$/u;

/**
 * Whom the words of an owner's cell name: initials, names or roles, without list marks, days and remarks beside them
 * ("1) AB virtually" is AB). Null where they name nobody.
 */
export function readOwner(text: string): string | null {
  const words = text.trim().replace(LIST_MARK, "").split(/\s+/);
  const end = words.findIndex(
    (word, index) =>
      /\d/.test(word) || REMARK.test(word) || (BEFORE_DAY.test(word) && DAY.test(words[index + 1] ?? "")),
  );
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
