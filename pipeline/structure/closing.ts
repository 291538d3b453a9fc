import { ENGLISH_MONTHS } from "./dates.js";
import type { PlacedBlock } from "./reading-text.js";

const SIGNATURE =
  /^(?:(?:signed|signature|chair(?:man|person|'s)?(?: signature)?|name|date|dated|approved by|confirmed by)\b.{0,40}(?:[._…]{4,}|_{3,})|signed(?: as a (?:true|correct)(?: and accurate)? record)?[\s:.,]*(?:chair(?:man|person)?|date)?[\s:.]*$|(?:signed|chair(?:man|person)?)\s*:?\s*$|[._…]{6,}|(?:respectfully )?submitted by\b|respectfully submitted\b|(?:minutes|recorded|prepared|taken) (?:\w+ )?by:|this (?:document )?(?:constitutes|is) a true (?:and correct )?(?:copy|record)\b)/i;
const CLOSED =
  /\b(?:meeting|session|there being no (?:further|other) business)\b[^.]{0,60}\b(?:closed|ended|concluded|finished|adjourned)\b|\bclosed the meeting\b/i;
/** What still belongs to the minutes once the meeting is closed. */
const NEXT_MEETING = /\bnext\b[^.]{0,40}\bmeetings?\b|\bmeetings?\b[^.]{0,40}\bnext\b/i;

/** Whether a text is the line on which the chair signs. */
export const isSignature = (text: string) => SIGNATURE.test(text);

/** Whether a text says that the meeting is over. */
export const saysClosed = (text: string) => CLOSED.test(text);

/** Whether a text is about when those present meet again. */
export const namesNextMeeting = (text: string) => NEXT_MEETING.test(text);

/** A body and a month below the last paragraph, as civil servants close a paper: at most so many short lines. */
const MOST_SIGN_OFF = 3;
const LONGEST_SIGN_OFF = 5;
const MONTH_AND_YEAR = new RegExp(`^(?:${ENGLISH_MONTHS}),? \\d{4}$`, "i");

/** Indexes of the last blocks where they say by whom and when the minutes were written, and nothing else. */
export function findSignOff(blocks: readonly PlacedBlock[]): ReadonlySet<number> {
  if (!MONTH_AND_YEAR.test(blocks.at(-1)?.text ?? "")) return new Set();
  const found = new Set([blocks.length - 1]);
  for (let i = blocks.length - 2; i >= blocks.length - MOST_SIGN_OFF && i > 0; i--) {
    const text = (blocks[i] as PlacedBlock).text;
    if (text.split(" ").length > LONGEST_SIGN_OFF || /[.:;!?]$/.test(text)) break;
    found.add(i);
  }
  return found;
}

/** Index of the block on which the chair signs after the meeting was closed: appendices follow. Else their number. */
export function findSignedEnd(blocks: readonly PlacedBlock[]): number {
  const closed = blocks.findIndex((block, index) => index >= blocks.length / 2 && saysClosed(block.text));
  if (closed < 0) return blocks.length;
  const signed = blocks.findIndex(
    (block, index) => index > closed && isSignature(block.lines[0]?.cells[0]?.text ?? block.text),
  );
  return signed < 0 ? blocks.length : signed;
}
