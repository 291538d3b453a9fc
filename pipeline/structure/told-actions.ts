import { LONGEST_OWNER_WORDS, OPENS_TASK, readOwner } from "./owners.js";

/** How an action begins by its own words: "Action", "Action point 3", "ACTION 10/03". */
const LABEL =
  "\\b(?:[Aa]ction|ACTION)(?:s|S)?(?: (?:[Pp]oint|POINT|[Ii]tem|ITEM|[Rr]equired|REQUIRED|[Aa]greed|AGREED)(?:s|S)?)?(?:\\s+[\\d./-]+)?";
const IS_ACTION = new RegExp(`^\\(?${LABEL}(?: (?:by|BY|for|FOR)| \\p{Lu}{2,4})?\\s*[:–]`, "u");
/** With a colon anywhere; without one only where nothing stands before it ("Action by JB", not "safety actions for …"). */
const BEFORE_OWNER = `(?:${LABEL}(?:\\s*(?:for|FOR|by|BY))?(?:\\s*[:–]|\\s+-)|(?:^|[.;(]\\s*)${LABEL}\\s+(?:for|FOR|by|BY))`;
/** What ends in a full stop within a name. */
const SHORTENED = "\\b(?:\\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St)";
const NAMED_ACTION = new RegExp(
  `${BEFORE_OWNER}\\s*(\\p{Lu}(?:(?<=${SHORTENED})\\.|[^.;]){0,80}?)(?:(?<!${SHORTENED})[.;]|$|\\s+(?:to|will|shall)\\s+\\p{Ll})`,
  "u",
);
const INITIALED_ACTION = new RegExp(`${LABEL}\\s+(\\p{Lu}{2,4})\\s*:`, "u");

const IS_DONE_TO = /^[^:–-]*[:–-]\s*[^.;]{0,80}?\s(?:to|will|shall)\s+be\b/;

/** Whether a passage is an action by its own words: "Action: SC", "ACTION 10/03: JB to ask", "Action JB:". */
export const isAction = (text: string) => IS_ACTION.test(text);

/** Who is to act, where a passage says so itself: "Action: Miss Vardy", "Action: DoO to bring …". Null elsewhere. */
export function readActionOwner(text: string): string | null {
  if (!/action/i.test(text)) return null;
  const found = INITIALED_ACTION.exec(text) ?? NAMED_ACTION.exec(text);
  const named = found?.[1];
  // What is "to be" done names nobody.
  if (found === null || named === undefined || IS_DONE_TO.test(text.slice(found.index))) return null;
  // "VH – insulin visits": who, and then what.
  return readOwner(named.replace(/\s+[–—-]\s.*$/u, ""));
}

/** Who acts in an action told whole: "03-01 SC to visit again". */
const TOLD_ACTION = /^(?:\d[\d./-]*\s+)?([\p{Lu}][^.;:]{1,40}?)\s+(?:to|will)\s+(?!be\b)\p{Ll}/u;
const WAS_ASKED = /\s+(?:(?:is|are|was|were)\s+)?(?:asked|agreed|invited|requested|reminded)$/;
/** What is decided or done "to" some end acts by nobody's name. */
const NO_OWNER = /\b(?:approv\w+|agree\w*|decision|decid\w+|update|review)\b/i;

/** Who acts, of an action told whole; null where it names nobody. */
export function toldOwner(text: string): string | null {
  const owner = TOLD_ACTION.exec(text)?.[1]?.replace(WAS_ASKED, "");
  if (owner === undefined || NO_OWNER.test(owner) || OPENS_TASK.test(owner)) return null;
  return owner.split(" ").length > LONGEST_OWNER_WORDS ? null : owner;
}
