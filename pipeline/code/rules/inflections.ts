/** Short words that have no such forms: "not" must not find "noted". */
const UNCHANGING: ReadonlySet<string> = new Set(
  (
    "not the and but for nor yet how why who what when where which whom whose that this these those than then thus with from " +
    "into onto upon over under only just very too also all any both each few more most much many some such own same once " +
    "here there now never ever still even else his her him our your their them they she you its was were are been being " +
    "had has have did does done could would should might must shall will may can without within against about after before " +
    "because though although while whereas whether either neither none"
  ).split(" "),
);

/**
 * Forms of a pattern's word that the tagger may leave uninflected where it takes a verb for a name or an adjective
 * ("Challenged", "Queries"). The -ing form is left out: "meet" must not find "meeting".
 */
export function inflections(word: string): string[] {
  if (UNCHANGING.has(word) || !/^[a-z]{3,}$/.test(word) || word.endsWith("s") || word.endsWith("ing"))
    return [word];
  if (/[^aeiou]y$/.test(word)) return [word, `${word.slice(0, -1)}ies`, `${word.slice(0, -1)}ied`];
  if (word.endsWith("ed")) return [word];
  if (word.endsWith("e")) return [word, `${word}s`, `${word}d`];
  if (/(sh|ch|x|z)$/.test(word)) return [word, `${word}es`, `${word}ed`];
  return [word, `${word}s`, `${word}ed`];
}
