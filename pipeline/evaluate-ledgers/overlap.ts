/** Least words, and least share of the quote, that a passage must hold in one run where it does not hold it all. */
const LEAST_WORDS = 4;
const LEAST_SHARE = 0.6;

/** White space, quotation marks, dashes and case made alike, so that a print and its source compare equal. */
export function normaliseText(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[‘’‚‛`´]/gu, "'")
    .replace(/[“”„‟«»]/gu, '"')
    .replace(/[‐‑‒–—―−]/gu, "-")
    .replace(/[*_]/gu, "")
    .replace(/\u00AD/gu, "")
    .replace(/\s+/gu, " ")
    .trim()
    .toLowerCase();
}

/**
 * Whether a passage holds the words of a quote. A passage cut elsewhere than the reader saw it still counts
 * when it holds most of the quote in one run of words. Both texts normalised.
 */
export function holdsQuote(passage: string, quote: string): boolean {
  if (quote === "") return false;
  if (passage.includes(quote)) return true;
  const words = quote.split(" ");
  const need = Math.max(LEAST_WORDS, Math.ceil(words.length * LEAST_SHARE));
  for (let from = 0; from + need <= words.length; from += 1) {
    if (passage.includes(words.slice(from, from + need).join(" "))) return true;
  }
  return false;
}
