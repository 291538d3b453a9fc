import type { PassageToCode } from "../../schemas/coding.js";
import type { Item, Meeting, Passage } from "../../schemas/minutes.js";

/** How much of a neighbouring passage a coder sees: as much as the people who coded the gold saw. */
export const CONTEXT_LENGTH = 300;

/**
 * The passages of a meeting that are coded, in order, as coders see them: only those of the discussion, each with
 * its heading (number and title of the item) and the end of the coded passage before, the start of the one after.
 * `passageId` names a passage; by default its ordinal.
 */
export function toPassagesToCode(
  meeting: Meeting,
  passageId: (passage: Passage) => string = (passage) => String(passage.ordinal),
): PassageToCode[] {
  const coded = meeting.passages.filter((passage) => passage.part === "discussion");
  return coded.map((passage, index) => ({
    id: passageId(passage),
    heading: headingOf(passage.item === null ? undefined : meeting.items[passage.item]),
    text: passage.text,
    before: endOf(coded[index - 1]?.text ?? ""),
    after: startOf(coded[index + 1]?.text ?? ""),
  }));
}

function headingOf(item: Item | undefined): string {
  if (!item) return "";
  return item.number === null ? item.title : `${item.number} ${item.title}`.trim();
}

/** The last {@link CONTEXT_LENGTH} units of a text, cut at a word where one begins nearby. */
export function endOf(text: string): string {
  if (text.length <= CONTEXT_LENGTH) return text;
  const cut = text.slice(-CONTEXT_LENGTH);
  return cut.replace(/^\S{0,30}\s+/u, "");
}

/** The first {@link CONTEXT_LENGTH} units of a text, cut at a word where one ends nearby. */
export function startOf(text: string): string {
  if (text.length <= CONTEXT_LENGTH) return text;
  const cut = text.slice(0, CONTEXT_LENGTH);
  return cut.replace(/\s+\S{0,30}$/u, "");
}
