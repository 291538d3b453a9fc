/** No name of one who acts has more words. */
export const LONGEST_OWNER_WORDS = 6;
/** What stands in a column of actions where there is none, or says only when or how it went. */
const NOBODY =
  /^(?:none|nil|n\/?a|no actions?|tb[acd]|open|in progress|next(?: \p{L}+)?|today|tomorrow)\.?$/iu;
/** When or how it is to be done, or how it went, alone or behind the name of one who acts. */
const REMARKS =
  "as asap before by due immediately ongoing on-going until virtually when once within closed complete completed done noted actioned agreed approved deferred resolved delayed discussed received cancelled superseded implemented withdrawn".split(
    " ",
  );
/** The mark of a list before a name, and a bracket that only opens or closes there. */
const LIST_MARK = /^(?:\(?(?:\d{1,2}|[a-z])[.)]\s*|[•–-]\s*)+/;
const LONE_BRACKET = /^\((?!.*\))|\s*\([^)]*$|(?<!\(.*)\)$/;
/** What is to be done, where a sentence stands in the owner's place. */
export const OPENS_TASK =
  /^(?:agree|approve|arrange|ask|check|circulate|complete|confirm|consider|contact|continue|create|discuss|draft|email|ensure|feed|feedback|find|follow|get|give|invite|look|make|note|organise|prepare|produce|provide|publish|raise|report|review|seek|send|set|share|speak|submit|update|write)\b/i;
/** In capitals only the longer ones: "AS" and "DUE" are initials. */
const REMARK = new RegExp(
  `^\\(?(?:${REMARKS.flatMap((word) => [word, word.replace(/^./, (letter) => letter.toUpperCase()), ...(word.length > 3 ? [word.toUpperCase()] : [])]).join("|")})(?![\\p{L}/&-])`,
  "u",
);
/** The same, where a day, a month or a meeting follows. */
const BEFORE_DAY = /^\(?(?:[Aa]t|[Ff]rom|[Ii]n|[Oo]n)$/;
const MONTH =
  "(?:January|Feb(?:ruary)?|March|Apr(?:il)?|June|July|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
const WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
const DAY = new RegExp(`^(?:\\d|(?:this|next|due|time|now|May)\\b|${WEEKDAY}|${MONTH}\\b)`);
/** "SW Sept" is SW; "Julia May" is a name. */
const MONTH_BEHIND = new RegExp(
  `(?<=(?:^|[\\s/&])\\p{Lu}{2,4})[\\s,/–-]+(?:${MONTH}|Jan(?:uary)?|Mar|May|June?|July?)\\.?$`,
  "u",
);
const DAY_ALONE = new RegExp(`^(?:${WEEKDAY}|${MONTH}|Jan(?:uary)?|Mar|May)\\.?$`);
/** Initials, of which some hold small letters ("DoF"). */
const INITIALS = /^\p{Lu}[\p{Lu}\p{Ll}]?\p{Lu}{1,3}\p{P}?$/u;
/** Small words within the name or role of one who acts ("Director of Nursing", "AB and the Chair", "Ms van der Berg"). */
const WITHIN_NAME = /^(?:and|or|of|the|for|from|with|to|all|both|de|del|der|den|di|da|du|la|le|van|von|ter)$/;
/** Roles and groups, written in small letters by some ("Chief executive", "all governors"). */
const ROLE =
  /^(?:accountant|acting|administrator|advis[eo]r|attorney|audit|auditor|board|borough|bursar|business|chair(?:man|person|woman)?|chief|clerk|colleague|clinical|commissioner|committee|communications|consultant|contractor|co-?ordinator|council(?:lor)?|counsel|deputy|director|directorate|doctor|engineer|estates|executive|facilitator|finance|governance|governor|group|guardian|head|head ?teacher|health|hr|interim|lead|leader|librarian|manager|matron|mayor|medical|member|minister|nurse|nursing|officer|operations|panel|partner|pharmacist|president|principal|project|public|registrar|representative|safety|school|scrutiny|secretary|secretariat|sister|solicitor|staff|superintendent|surveyor|teacher|team|town|treasurer|trustee|vice|warden|working)(?:s|['’]s?)?\p{P}?$/u;

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
  const told = end < 0 ? words : words.slice(0, end);
  const foreign = told.findIndex((word, index) => !isPartOfName(word, told[index - 1] ?? ""));
  // What goes on in other small letters is a sentence, unless initials open it.
  if (foreign >= 0 && !INITIALS.test(told[0] as string)) return null;
  const named = foreign < 0 ? told : told.slice(0, foreign);
  const name = named
    .join(" ")
    .replace(LONE_BRACKET, "")
    .replace(MONTH_BEHIND, "")
    .replace(/(?:\s+(?:and|or|of|the|for|with|to|[&/–-]))+$/, "")
    .replace(/[\s,;:–-]+$/, "");
  if (
    name === "" ||
    NOBODY.test(name) ||
    DAY_ALONE.test(name) ||
    OPENS_TASK.test(name) ||
    !/\p{L}/u.test(name)
  )
    return null;
  return name.split(" ").length > LONGEST_OWNER_WORDS ? null : name;
}

const isPartOfName = (word: string, before: string) =>
  !/^\p{Ll}/u.test(word) || WITHIN_NAME.test(word) || ROLE.test(word) || /^(?:of|and)$/.test(before);
