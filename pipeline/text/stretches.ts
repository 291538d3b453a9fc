/** A run of characters without white space longer than this is cut: the tokenizer's time is quadratic in it. */
const LONGEST_RUN = 200;
/** Longer stretches are fed in parts: very long inputs do not come back character by character. */
const LONGEST_STRETCH = 20_000;

/** A blank line, or a line that opens with a bullet, a number or a letter in brackets, starts a new block. */
const BLOCK_BREAK = /\n(?=[^\S\n]*\n)|\n(?=\s*(?:[•●▪◦‣·*–—-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s))/gu;

/** Where `text` is cut before it is read sentence by sentence: offsets in order, the first 0, the last its length. */
export function stretchBounds(text: string): number[] {
  const bounds = new Set<number>([0, text.length]);
  if (text.includes("\n")) for (const found of text.matchAll(BLOCK_BREAK)) bounds.add(found.index);
  if (text.length > LONGEST_RUN) for (const offset of longRunCuts(text)) bounds.add(offset);
  return [...bounds].sort((a, b) => a - b).flatMap((start, i, all) => cutLong(text, start, all[i + 1]));
}

function longRunCuts(text: string): number[] {
  const cuts: number[] = [];
  for (const run of text.matchAll(/\S{201,}/gu)) {
    for (let at = LONGEST_RUN; at < run[0].length; at += LONGEST_RUN) {
      cuts.push(keepPairWhole(text, run.index + at));
    }
  }
  return cuts;
}

function cutLong(text: string, start: number, end: number | undefined): number[] {
  if (end === undefined) return [start];
  const starts = [start];
  for (let at = start; end - at > LONGEST_STRETCH; ) {
    const space = text.lastIndexOf(" ", at + LONGEST_STRETCH);
    at = space > at ? space : keepPairWhole(text, at + LONGEST_STRETCH);
    starts.push(at);
  }
  return starts;
}

/** A cut never parts the two halves of a character outside the basic plane. */
function keepPairWhole(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}
