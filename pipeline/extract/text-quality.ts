/** How much of a page's text can be read, by counting letters and looking for words. */
export type TextQuality = { letters: number; isGarbled: boolean; commonShare: number };

// Function words make up a third of English prose and a quarter of Welsh; the ones with no other common reading.
const COMMON_WORDS = new Set(
  `the of and to in a that was for on it is be with as at by had were from this which would have been not are an
  board trust report meeting item action chair committee chief director their there they will has but or all
  y yr a ac yn i o ar wedi gan bod mae oedd cyfarfod bwrdd am fel eu ei hyn`
    .split(/\s+/)
    .filter(Boolean),
);
const ENOUGH_LETTERS = 60;
const ENOUGH_WORDS = 30;

/** Judges the text layer of a page. Garbled: letters without vowels, unmapped characters, or no common word in many. */
export function judgeText(text: string): TextQuality {
  const letters = count(text, /\p{L}/gu);
  const unmapped = count(text, /[\ufffd\ue000-\uf8ff]/g);
  const visible = count(text, /\S/g);
  const latin = count(text, /[a-z]/gi);
  const vowels = count(text, /[aeiouyw]/gi);
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const commonShare =
    words.length === 0 ? 0 : words.filter((word) => COMMON_WORDS.has(word)).length / words.length;
  const isUnmapped = visible >= ENOUGH_LETTERS && unmapped > visible * 0.2;
  const hasNoVowels = latin >= ENOUGH_LETTERS && vowels < latin * 0.2;
  const isSymbols = visible >= 4 * ENOUGH_LETTERS && letters < visible * 0.2 && !/\d{2}/.test(text);
  return {
    letters,
    isGarbled: isUnmapped || ((hasNoVowels || isSymbols) && commonShare < 0.05),
    commonShare: words.length < ENOUGH_WORDS ? Number.NaN : commonShare,
  };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
