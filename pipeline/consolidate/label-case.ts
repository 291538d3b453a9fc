import type { Mention } from "../../schemas/innovation.js";

/**
 * Writes a label as one would in a list: first letter large, the rest as in the text. Words from a heading in
 * capitals take the form that they have in the running text, small where there is none.
 */
export function writeLabel(text: string, mentions: readonly Mention[]): string {
  const plain = text.replace(/\s+/gu, " ").replace(/^[\s"'“”‘’(*-]+|[\s"“”‘(*,.;:-]+$/gu, "");
  const calm = /\p{Ll}/u.test(plain.replace(/\b\p{Lu}+s\b/gu, "")) ? plain : calmDown(plain, mentions);
  return calm.charAt(0).toUpperCase() + calm.slice(1);
}

function calmDown(text: string, mentions: readonly Mention[]): string {
  const forms = new Map<string, string>();
  for (const mention of mentions) {
    if (!/\p{Ll}/u.test(mention.text)) continue;
    for (const match of mention.text.matchAll(/(?<![.?!]\s)(?<!^)\b\p{L}[\p{L}'’]*/gu)) {
      const form = match[0];
      const key = form.toLowerCase();
      // A small letter anywhere shows that the word is no name.
      if (!forms.has(key) || !/^\p{Lu}/u.test(form)) forms.set(key, form);
    }
  }
  return text.replace(/\p{L}[\p{L}'’]*/gu, (word) => forms.get(word.toLowerCase()) ?? word.toLowerCase());
}
