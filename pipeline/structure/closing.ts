import type { PlacedBlock } from "./reading-text.js";

const SIGNATURE =
  /^(?:(?:signed|signature|chair(?:man|person|'s)?(?: signature)?|name|date|dated|approved by|confirmed by)\b.{0,40}(?:[._…]{4,}|_{3,})|signed(?: as a (?:true|correct)(?: and accurate)? record)?[\s:.,]*(?:chair(?:man|person)?|date)?[\s:.]*$|(?:signed|chair(?:man|person)?)\s*:?\s*$|[._…]{6,})/i;
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

/** Index of the block on which the chair signs after the meeting was closed: appendices follow. Else their number. */
export function findSignedEnd(blocks: readonly PlacedBlock[]): number {
  const closed = blocks.findIndex((block, index) => index >= blocks.length / 2 && saysClosed(block.text));
  if (closed < 0) return blocks.length;
  const signed = blocks.findIndex(
    (block, index) => index > closed && isSignature(block.lines[0]?.cells[0]?.text ?? block.text),
  );
  return signed < 0 ? blocks.length : signed;
}
