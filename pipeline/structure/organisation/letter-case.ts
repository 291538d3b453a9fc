const SMALL = new Set([
  "and",
  "of",
  "the",
  "for",
  "in",
  "on",
  "at",
  "to",
  "with",
  "by",
  "y",
  "a",
  "o",
  "yr",
  "ar",
  "de",
  "la",
]);
/** Short forms that stay in capitals; most others show themselves by having no vowel. */
const ACRONYMS = new Set([
  "nhs",
  "uk",
  "icb",
  "ics",
  "icp",
  "ccg",
  "pct",
  "sha",
  "pcg",
  "lpc",
  "lmc",
  "cic",
  "cio",
  "ips",
  "ltd",
  "llp",
  "plc",
  "usa",
  "ny",
  "us",
  "ii",
  "iii",
  "iv",
  "gp",
  "it",
  "hse",
  "hsc",
  "rnib",
  "ymca",
  "kcc",
  "bma",
  "rcn",
  "agm",
]);
const ORDINARY = new Set(["ltd", "st", "mt", "mr", "mrs", "dr", "inc", "by"]);

/** A name in capitals as one would write it: `WEXCOMBE AND STANMARCH HOSPITALS NHS TRUST` becomes `Wexcombe and Stanmarch Hospitals NHS Trust`. */
export function settleCase(name: string): string {
  if (/\p{Ll}{2}/u.test(name)) return name;
  return name
    .split(" ")
    .map((word, index) => settleWord(word, index === 0))
    .join(" ");
}

function settleWord(word: string, isFirst: boolean): string {
  const bare = word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  if (!isFirst && SMALL.has(bare)) return word.toLowerCase();
  if (ORDINARY.has(bare)) return capitalise(word);
  if (ACRONYMS.has(bare) || isInitials(bare) || /\d/.test(bare)) return word;
  return capitalise(word);
}

/** Letters without a vowel are no word; in Welsh `w` is a vowel. */
function isInitials(word: string): boolean {
  return word.length >= 2 && word.length <= 5 && !/[aeiouyŵŷâêîôû]/u.test(word) && !/^.w..+/.test(word);
}

function capitalise(word: string): string {
  return word
    .toLowerCase()
    .replace(
      /(^|[-/(&“"‘']|\bmc|\bo['’])(\p{L})/gu,
      (_, before: string, letter: string) => `${before}${letter.toUpperCase()}`,
    )
    .replace(/(\p{L})(['’])(S)\b/gu, (_, letter: string, mark: string) => `${letter}${mark}s`);
}
