/** How much of a page's text can be read, by counting letters (digits with them) and looking for words. */
export type TextQuality = { letters: number; isGarbled: boolean; commonShare: number };

// Function words make up a third of English prose and a quarter of Welsh; the ones with no other common reading.
const COMMON_WORDS = new Set(
  `the of and to in a that was for on it is be with as at by had were from this which would have been not are an
  board trust report meeting item action chair committee chief director their there they will has but or all
  y yr a ac yn i o ar wedi gan bod mae oedd cyfarfod bwrdd am fel eu ei hyn`
    .split(/\s+/)
    .filter(Boolean),
);
// The same words either way; the first is several times as quick, and this runs on every page of every document.
const LATIN_ONLY = /^[\s!-\u024f\u2000-\u206f\u20ac\u2022\u25cf\uf0b7]*$/;
const LATIN_WORD = /[a-zªµºß-öø-ɏ]+/g;
const ANY_WORD = /\p{L}+/gu;
const ENOUGH_LETTERS = 60;
const ENOUGH_WORDS = 30;

/** Judges the text layer of a page. Garbled: letters without vowels, unmapped or lost ones, or no common word in many. */
export function judgeText(text: string): TextQuality {
  const { letters, visible, unmapped, latin, vowels } = countCharacters(text);
  const words = text.toLowerCase().match(LATIN_ONLY.test(text) ? LATIN_WORD : ANY_WORD) ?? [];
  let common = 0;
  for (const word of words) if (COMMON_WORDS.has(word)) common++;
  const commonShare = words.length === 0 ? 0 : common / words.length;
  const isUnmapped = visible >= ENOUGH_LETTERS && unmapped > visible * 0.2;
  const hasNoVowels = latin >= ENOUGH_LETTERS && vowels < latin * 0.2;
  const isSymbols = visible >= 4 * ENOUGH_LETTERS && letters < visible * 0.2;
  return {
    letters,
    isGarbled:
      isUnmapped ||
      ((hasNoVowels || isSymbols) && commonShare < 0.05) ||
      hasLostLigatures(text, words.length),
    commonShare: words.length < ENOUGH_WORDS ? Number.NaN : commonShare,
  };
}

const FEWEST_STRAY_ENDS = 3;
/** Ends of words that stand alone where the sign for "ti" before them is lost: "mee ng", "ques ons", "execu ve". */
const STRAY_END =
  /[a-z]\s+(?:ngs?|ons|onal|onally|vely|ents)\b|(?<=[a-z])(?<!\b(?:i|[Ww]e|[Yy]ou|[Tt]hey))\s+ves?\b/g;

/**
 * Some programs write "ti" as one sign that no letter stands for: the page shows it, its text layer has a gap. A page
 * of English without any "ti" and with such gaps is one of theirs.
 */
function hasLostLigatures(text: string, words: number): boolean {
  if (words < ENOUGH_WORDS || /ti/.test(text)) return false;
  return (text.match(STRAY_END)?.length ?? 0) >= FEWEST_STRAY_ENDS;
}

const VOWELS = new Set([..."aeiouywAEIOUYW"].map((letter) => letter.charCodeAt(0)));
const LETTER = /\p{L}/u;

/** One pass over the text: this runs on every page of every document. */
function countCharacters(text: string) {
  const counts = { letters: 0, visible: 0, unmapped: 0, latin: 0, vowels: 0 };
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code <= 32) continue;
    counts.visible++;
    if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) {
      counts.letters++;
      counts.latin++;
      if (VOWELS.has(code)) counts.vowels++;
    } else if (code >= 48 && code <= 57) {
      counts.letters++;
    } else if (code > 127) {
      if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) counts.unmapped++;
      else if (LETTER.test(text[index] as string)) counts.letters++;
    }
  }
  return counts;
}
