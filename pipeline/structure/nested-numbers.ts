import type { Heading } from "./heading.js";
import { countOf } from "./numbering.js";
import { isSentence } from "./sub-headings.js";

/**
 * Leaves out headings whose number counts anew under an item ("6 Updates", then "1 Format", "2 Dates", then "7"), and
 * paragraphs numbered under an item with a heading of its own ("4 Report", then "4.1 The Chair …").
 */
export function dropNested(items: readonly Heading[]): Heading[] {
  const standing = new Set(items.filter(({ isRunIn }) => !isRunIn).map(({ number }) => number));
  const kept: Heading[] = [];
  let last = 0;
  items.forEach((item, index) => {
    const parent = /^(\d{1,3})\.\d{1,3}$/.exec(item.number ?? "")?.[1];
    if (parent !== undefined && standing.has(parent) && (item.isRunIn || isSentence(item.title))) return;
    const count = countOf(item.number);
    if (count !== null && count <= last && returnsTo(items.slice(index), last + 1)) return;
    if (count !== null && count > last) last = count;
    kept.push(item);
  });
  return kept;
}

/** Whether headings count on by one each and then jump to this number: their count was a nested one. */
function returnsTo(headings: readonly Heading[], number: number): boolean {
  let last: number | null = null;
  for (const heading of headings) {
    const count = countOf(heading.number);
    if (count === null) continue;
    if (last !== null && count !== last + 1) return count === number;
    if (count === number) return false;
    last = count;
  }
  return false;
}
