import { saysClosed } from "./closing.js";
import { findDates } from "./dates.js";
import type { PlacedBlock } from "./reading-text.js";

const LONGEST_SUB_HEADING_WORDS = 10;
const SENTENCE =
  /\b(?:was|were|had|has|have|been|is|are|will|would|passed|agreed|asked|noted|advised|carried|welcomed|thanked|reported|said|opened|presented|explained|stated|confirmed|apologised|introduced)\b/i;
const FEWEST_SENTENCE_WORDS = 4;

/** Whether a text is a sentence rather than a title. */
export const isSentence = (title: string) =>
  title.split(" ").length >= FEWEST_SENTENCE_WORDS && SENTENCE.test(title);

/** Bold lines head nothing where they stand so many times nearer to what comes before. */
export const CLEARLY = 0.7;

/** What stands nearer to what comes before it than to the rest heads nothing: it is what was decided ("GRANTED"). */
export function standsOver(blocks: readonly PlacedBlock[], index: number, share: number): boolean {
  const [before, here, after] = [blocks[index - 1], blocks[index], blocks[index + 1]];
  const [first, last] = [here?.lines[0], here?.lines.at(-1)];
  const [above, below] = [before?.lines.at(-1), after?.lines[0]];
  if (first === undefined || last === undefined || below === undefined) return false;
  if (above === undefined || above.page !== first.page || below.page !== last.page) return true;
  return first.box.y1 - above.box.y1 > share * (below.box.y1 - last.box.y1);
}

/** Short, and neither a sentence, a question, a date nor an action told; a stop may stand after a few words. */
export function isSubHeading(text: string): boolean {
  const words = text.split(" ").length;
  const ends = /\.$/.test(text) ? isStoppedTitle(text) : !/[?!;]$/.test(text);
  return words <= LONGEST_SUB_HEADING_WORDS && ends && !saysClosed(text) && !isDate(text) && !isOutcome(text);
}

/** Whether a text tells an action or decision behind the word for it: "ACTION: SC", "Resolved: that …". */
export const isOutcome = (text: string) => OUTCOME.test(text);
const OUTCOME =
  /^(?:actions?(?: (?:points?|required))?\s*[\d./]*|resolved|resolution|decisions?|decided|agreed)(?:\s*[:–]|\s+-)\s*\S/i;

/** "Open action points." but not "Received." */
function isStoppedTitle(text: string): boolean {
  const words = text.slice(0, -1).split(" ");
  return words.length >= 2 && words.length <= FEWEST_SENTENCE_WORDS && !/[.,]|ed\b/.test(text.slice(0, -1));
}

const LONGEST_DATE = 60;

/** Whether a text names a day and a time and says nothing besides. */
export function isDate(text: string): boolean {
  if (text.length > LONGEST_DATE || !/\d/.test(text)) return false;
  const rest = findDates(text).reduce((left, { quote }) => left.replace(quote, " "), text);
  return (
    rest !== text && !/\p{L}{3}/u.test(rest.replace(/\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i, ""))
  );
}
