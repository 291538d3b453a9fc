import type { Evidence, EvidenceChapter } from "./document.js";

/**
 * Quotes shown over the whole report. With the words around a quote that is about 900 bytes each, so that a
 * report of any archive stays well below 10 MB.
 */
export const QUOTE_BUDGET = 6_000;

/** A longer quote is shown with its middle left out; a shorter one with words around it up to this length. */
const LONGEST_QUOTE = 520;

/** Around a long quote too some of the passage is shown. */
const LEAST_AROUND = 60;

/** However many quotes there are, each number shows this many of its own. */
const LEAST_ENTRIES = 2;

/**
 * How many entries each number may show so that their quotes together stay within `budget`. `numbers` has, for each
 * number, how many quotes each of its entries would show.
 */
export function entriesPerNumber(numbers: number[][], budget = QUOTE_BUDGET): number {
  const quotesAt = (limit: number): number =>
    numbers.reduce((sum, entries) => sum + addUp(entries.slice(0, limit)), 0);
  let low = LEAST_ENTRIES;
  let high = numbers.reduce((most, entries) => Math.max(most, entries.length), LEAST_ENTRIES);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (quotesAt(middle) <= budget) low = middle;
    else high = middle - 1;
  }
  return low;
}

function addUp(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Cuts the quotes of each number to what the report can carry; the number itself and its SQL stay. */
export function boundEvidence(chapters: EvidenceChapter[], budget = QUOTE_BUDGET): EvidenceChapter[] {
  const numbers = chapters.flatMap(({ cells }) =>
    cells.flatMap((cell) => ("entries" in cell ? [cell.entries.map(({ quotes }) => quotes.length)] : [])),
  );
  const limit = entriesPerNumber(numbers, budget);
  return chapters.map((chapter) => ({
    ...chapter,
    cells: chapter.cells.map((cell) =>
      "entries" in cell ? { ...cell, entries: cell.entries.slice(0, limit).sort(byPlace) } : cell,
    ),
  }));
}

function byPlace(a: { at: string }, b: { at: string }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

/** Says how many of the counted things are shown, where it is not all of them; else null. */
export function sayWhatIsShown(evidence: Evidence): string | null {
  if (evidence.entries.length >= evidence.count) return null;
  return `${evidence.entries.length} of ${evidence.count} ${evidence.unit} are shown. To list all of them:`;
}

/**
 * A quote with the words of its passage around it. What the coder quotes may be two words; a reader needs the
 * passage. Where the passage is long its ends are left out, and the middle of a very long quote.
 */
export function showInPassage(
  quote: string,
  passage: string,
): { before: string; quote: string; after: string } {
  const start = passage.indexOf(quote);
  const shown = shortenQuote(quote);
  if (start < 0) return { before: "", quote: shown, after: "" };
  const before = passage.slice(0, start);
  const after = passage.slice(start + quote.length);
  const around = Math.max(LEAST_AROUND, Math.floor((LONGEST_QUOTE - shown.length) / 2));
  return {
    before: before.length <= around ? before : `[…] ${cutAtWord(before.slice(-around), "start")}`,
    quote: shown,
    after: after.length <= around ? after : `${cutAtWord(after.slice(0, around), "end")} […]`,
  };
}

/** The words of a quote as shown: whole, or its beginning and end where it is very long. */
export function shortenQuote(quote: string): string {
  if (quote.length <= LONGEST_QUOTE) return quote;
  const half = Math.floor(LONGEST_QUOTE / 2);
  return `${cutAtWord(quote.slice(0, half), "end")} […] ${cutAtWord(quote.slice(-half), "start")}`;
}

function cutAtWord(text: string, side: "start" | "end"): string {
  // Never between the two halves of a character outside the basic plane.
  return side === "end"
    ? text.replace(/\s\S*$|[\uD800-\uDBFF]$/, "")
    : text.replace(/^\S*\s|^[\uDC00-\uDFFF]/, "");
}
