import { stemmer } from "stemmer";
import { STOP_WORDS } from "./stop-words.js";

/** A content word: its stem, as compared, and how it stands in the text. Offsets count UTF-16 units, end excluded. */
export type ContentWord = { stem: string; surface: string; start: number; end: number };

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu;

/** A person as minutes name one: a title and a surname, or initials in brackets or before a verb of speech. */
const PERSON =
  /\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Cllr|Councillor|Sister|Sr)\.?\s+(?:\p{Lu}\.?\s*){0,3}(?:\p{Lu}[\p{L}'’-]+(?:-\p{Lu}\p{L}+)?)?/gu;

/** Replaces names of persons by spaces, so that offsets stay true. */
export function blankPersons(text: string): string {
  return text.replace(PERSON, (name) => " ".repeat(name.length));
}

/** The content words of a text in order, persons and stop words left out; hyphens separate words. */
export function contentWords(text: string): ContentWord[] {
  const words: ContentWord[] = [];
  const blanked = blankPersons(text);
  for (const match of blanked.matchAll(WORD)) {
    const surface = match[0].replace(/['’]s?$/u, "");
    if (surface.length < 2) continue;
    const lower = surface.toLowerCase().replace(/[’]/gu, "'");
    if (STOP_WORDS.has(lower) || isInitials(surface)) continue;
    const stem = stemOf(lower);
    if (STOP_WORDS.has(stem)) continue;
    words.push({ stem, surface, start: match.index, end: match.index + surface.length });
  }
  return words;
}

/** Two capitals alone are far more often a speaker's initials than a thing. */
function isInitials(word: string): boolean {
  return /^\p{Lu}{2}$/u.test(word) && word !== "IT" && word !== "ED" && word !== "GP";
}

/** The stem under which forms of one word meet: "messaging", "messages" and "message" are one. */
export function stemOf(word: string): string {
  return stemmer(word.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""));
}
