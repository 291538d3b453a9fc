import { ENGLISH_MONTHS } from "./dates.js";
import { readOpener } from "./openers.js";
import type { PlacedBlock } from "./reading-text.js";

const SIGNATURE =
  /^(?:(?:signed|signature|chair(?:man|person|'s)?(?: signature)?|name|date|dated|approved by|confirmed by)\b.{0,40}(?:[._…]{4,}|_{3,})|signed(?: as a (?:true|correct)(?: and accurate)? record)?[\s:.,]*(?:chair(?:man|person)?|date)?[\s:.]*$|(?:signed|chair(?:man|person)?)\s*:?\s*$|[._…]{6,})/i;
/** By whom the minutes were written, in a short line, and that a copy is a true one. */
const WRITER =
  /^(?:(?:respectfully )?submitted by\b|respectfully submitted\b|(?:minutes|recorded|prepared|taken) (?:\w+ )?by\b|attest(?:ed)?\b|(?:certified|confirmed|approved|agreed) as (?:a|an|the) (?:true|correct|accurate)|signed\b(?!.*\b(?:of|for)\b)|dated?:?$|[A-Z]{2,3}\/[\d./]+$)/i;
const CERTIFICATE = /^this (?:document )?(?:constitutes|is) a true (?:and correct )?(?:copy|record)\b/i;
const LONGEST_WRITER = 12;
const CLOSED =
  /\b(?:(?:meeting|session)(?! rooms?\b)|there being no (?:further|other) business)\b[^.]{0,60}(?<!\bbe(?:en|ing)? )\b(?:closed|ended|concluded|finished|adjourned)\b(?! (?:for|until|to)\b)|\bclosed the meeting\b(?! to\b)|\b(?:board|committee|council|governors|trustees)\b[^.]{0,30}\badjourned\b[^.]{0,20}\bat \d(?!.{0,12}\b(?:for|until)\b)/i;
/** What still belongs to the minutes once the meeting is closed. */
const NEXT_MEETING = /\bnext\b[^.]{0,40}\bmeetings?\b|\bmeetings?\b[^.]{0,40}\bnext\b/i;

/** Whether a text is the line on which the chair signs. */
export const isSignature = (text: string) => SIGNATURE.test(text);

/**
 * Whether a text says by whom the minutes were written or that they are a true copy: so below the close of the meeting or
 * all prose; before, it may be said of other papers.
 */
export const isSignOff = (text: string) =>
  CERTIFICATE.test(text) || (WRITER.test(text) && text.split(" ").length <= LONGEST_WRITER);

/** The sentence that closes a meeting is short; longer ones tell of other meetings that ended. */
const LONGEST_CLOSING = 200;

/** Whether a text says that the meeting is over. */
export const saysClosed = (text: string) => CLOSED.test(text);

/** Index of the last sentence that closes the meeting, in its second half; -1 where there is none. */
export function findClosing(blocks: readonly PlacedBlock[]): number {
  const closing = blocks.findLastIndex(({ text }) => text.length <= LONGEST_CLOSING && saysClosed(text));
  return closing < blocks.length / 2 ? -1 : closing;
}

/** Whether a text is about when those present meet again. */
export const namesNextMeeting = (text: string) => NEXT_MEETING.test(text);

/** A body and a month below the last paragraph, as civil servants close a paper: at most so many short lines. */
const MOST_SIGN_OFF = 3;
const LONGEST_SIGN_OFF = 5;
const MONTH_AND_YEAR = new RegExp(`^(?:${ENGLISH_MONTHS}),? \\d{4}$`, "i");

/**
 * Index of the block from which the last ones say by whom and when the minutes were written, and nothing else: a month
 * with the body's name above it, below white space. Else their number. `lastHeading`: index of the block that opens the last item; what stands
 * right below it is its text; -1 where there are no items.
 */
export function findSignOff(blocks: readonly PlacedBlock[], lastHeading: number): number {
  if (!MONTH_AND_YEAR.test(blocks.at(-1)?.text ?? "")) return blocks.length;
  const first = Math.max(lastHeading + 2, blocks.length - MOST_SIGN_OFF);
  let from = blocks.length;
  for (let i = blocks.length - 1; i >= first && isName(blocks[i] as PlacedBlock); i--) {
    if (standsApart(blocks[i - 1], blocks[i] as PlacedBlock, BLANK_LINE)) from = i;
  }
  return from;
}

/** A few words with capitals, or a month, without a mark before or a stop behind them. */
const isName = ({ kind, isRemark, text }: PlacedBlock) =>
  kind === "text" &&
  !isRemark &&
  readOpener(text) === null &&
  text.split(" ").length <= LONGEST_SIGN_OFF &&
  /^(?:(?:[\p{Lu}\p{N}]\S*|of|and|for|the|&)(?: |$))+$/u.test(text) &&
  !/[.:;!?]$/.test(text);

/** White space before a sign-off, in type heights. */
const BLANK_LINE = 1;

/** Whether white space of more than so many type heights or the end of a page parts a block from the one before it. */
export function standsApart(before: PlacedBlock | undefined, block: PlacedBlock, gap: number): boolean {
  const [last, first] = [before?.lines.at(-1), block.lines[0]];
  if (last === undefined || first === undefined) return false;
  return last.page !== first.page || first.box.y0 - last.box.y1 > gap * first.fontSize;
}

/** Index of the block on which the chair signs after the meeting was closed: appendices follow. Else their number. */
export function findSignedEnd(blocks: readonly PlacedBlock[]): number {
  // A first part in public may be closed and signed before a second one in private.
  const closed = findClosing(blocks);
  if (closed < 0) return blocks.length;
  const signed = blocks.findIndex(
    ({ lines, text }, index) =>
      index > closed && (isSignature(lines[0]?.cells[0]?.text ?? text) || isSignOff(text)),
  );
  return signed < 0 ? blocks.length : signed;
}
