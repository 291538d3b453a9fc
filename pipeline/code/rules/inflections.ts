/**
 * Forms of a pattern's word that the tagger may leave uninflected where it takes a verb for a name or an adjective
 * ("Challenged", "Queries"). The -ing form is left out: "meet" must not find "meeting".
 */
export function inflections(word: string): string[] {
  if (!/^[a-z]{3,}$/.test(word) || word.endsWith("s") || word.endsWith("ing")) return [word];
  if (/[^aeiou]y$/.test(word)) return [word, `${word.slice(0, -1)}ies`, `${word.slice(0, -1)}ied`];
  if (word.endsWith("ed")) return [word];
  if (word.endsWith("e")) return [word, `${word}s`, `${word}d`];
  if (/(sh|ch|x|z)$/.test(word)) return [word, `${word}es`, `${word}ed`];
  return [word, `${word}s`, `${word}ed`];
}
