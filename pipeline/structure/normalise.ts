const LIGATURES: Record<string, string> = {
  ﬀ: "ff",
  ﬁ: "fi",
  ﬂ: "fl",
  ﬃ: "ffi",
  ﬄ: "ffl",
  ﬅ: "ft",
  ﬆ: "st",
  // Letters that stand for a joined pair of Calibri in many PDFs made by browsers and printer drivers.
  Ɵ: "ti",
  Ʃ: "tt",
  ƫ: "tti",
  Ĳ: "IJ",
  ĳ: "ij",
};
/** Signs from symbol fonts that come without a meaning of their own and stand for bullets; others do before a text. */
const SYMBOL_BULLETS =
  /[\uf0b7\uf0a7\uf0d8\uf0a8\uf076\uf02d\uf06e\uf071\u2023\u25aa\u25cf]|^[\ue000-\uf8ff](?=\s|$)/gu;
/** Ticks and crosses of the same fonts, as lists of those present use them. */
const TICKS = /[\uf0fc\uf0fe]/gu;
const CROSSES = /[\uf0fb\uf0fd]/gu;

const ASCII = /^[\x20-\x7e]*$/;
/** Three letters that stand alone in a row; without them nothing is letter-spaced. */
const LONE_LETTERS = /(?:^|\s)\S\s+\S\s+\S(?:\s|$)/;

/** Whether a text holds nothing but the printable signs of ASCII; most lines do. */
export const isAscii = (text: string): boolean => ASCII.test(text);

/**
 * One line's text as a reader would type it: ligatures spelt out, odd spaces plain, invisible signs gone.
 * Letters keep their accents and figures their rank (`½` and `²` stay).
 */
export function normaliseText(text: string): string {
  if (isAscii(text)) return text;
  return (
    text
      .normalize("NFC")
      .replace(/[ﬀ-ﬆĲĳƟƩƫ]/gu, (sign) => LIGATURES[sign] ?? sign)
      .replace(/[\uff01-\uff5e]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
      .replace(TICKS, "✓")
      .replace(CROSSES, "✗")
      .replace(SYMBOL_BULLETS, "•")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
      .replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u200b-\u200d\u2060\ufeff\ufffe]/gu, "")
      .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\n\r\f]/gu, " ")
      .replace(/[\u2010\u2011]/gu, "-")
  );
}

/** Whether most of a text's words are single letters: `M I N U T E S`. */
export function isLetterSpaced(text: string): boolean {
  if (!LONE_LETTERS.test(text)) return false;
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const single = words.filter((word) => /^\p{P}?[\p{L}\p{N}]\p{P}?$/u.test(word)).length;
  return single >= 4 && single >= 0.8 * words.length;
}

/** Share of letters that must fall into known words before spaced-out letters are taken for words at all. */
const KNOWN_SHARE = 0.6;

/**
 * Rejoins spaced-out letters to words. Wider gaps part the words where the page has them; where it has none, the
 * words are those of `vocabulary` (in lower case). A row of marks that makes no words (`P P A P`) stays as it is.
 */
export function rejoinLetters(text: string, vocabulary: ReadonlySet<string>): string {
  if (!isLetterSpaced(text)) return text;
  const parts = text.trim().split(/\s{2,}/);
  const joined = parts.map((part) => part.replace(/\s+/g, ""));
  const words = parts.length > 1 ? joined : partWords(joined[0] as string, vocabulary);
  const letters = (list: readonly string[]) => list.reduce((sum, word) => sum + word.length, 0);
  const known = words.filter((word) => word.length > 1 && isKnown(word, vocabulary));
  return letters(known) >= KNOWN_SHARE * letters(words) ? words.join(" ") : text;
}

function isKnown(word: string, vocabulary: ReadonlySet<string>): boolean {
  return vocabulary.has(word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")) || /^\d{2,}$/.test(word);
}

function partWords(letters: string, vocabulary: ReadonlySet<string>): string[] {
  const best: ({ cost: number; from: number } | undefined)[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= letters.length; end++) {
    for (let from = Math.max(0, end - 24); from < end; from++) {
      const before = best[from];
      if (before === undefined) continue;
      const piece = letters.slice(from, end);
      // An unknown stretch costs more than any sentence of known words of the same length.
      const cost = before.cost + (isKnown(piece, vocabulary) ? 1 : 3 + 2 * piece.length);
      if (best[end] === undefined || cost < (best[end]?.cost ?? 0)) best[end] = { cost, from };
    }
  }
  const words: string[] = [];
  for (let end = letters.length; end > 0; end = best[end]?.from ?? 0) {
    words.unshift(letters.slice(best[end]?.from ?? 0, end));
  }
  return words;
}

/** A text by its words alone, to find it again whatever its case and punctuation. */
export function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
