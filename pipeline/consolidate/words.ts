import { stemmer } from "stemmer";
import { analyse } from "../text/index.js";
import { STOP_WORDS } from "./stop-words.js";

/** A content word: its stem, as compared, and where it stands. Offsets count UTF-16 units, end excluded. */
export type ContentWord = {
  stem: string;
  surface: string;
  start: number;
  end: number;
  /** How far words of its kind name things: nouns and names 1, the others less. */
  kind: number;
};

const KINDS: Readonly<Record<string, number>> = { NOUN: 1, PROPN: 1, ADJ: 0.8, VERB: 0.6 };
const OTHER_KIND = 0.3;

/** A person as minutes name one: a title and a surname. */
const PERSON =
  /\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Cllr|Councillor|Sister|Sr)\.?\s+(?:\p{Lu}\.?\s*){0,3}(?:\p{Lu}[\p{L}'’-]+(?:-\p{Lu}\p{L}+)?)?/gu;

/** Two capitals that are a thing and no speaker's initials. */
const SHORT_NAMES: ReadonlySet<string> = new Set(["IT", "ED", "GP", "AI", "IV", "HR", "OT", "MR", "CT"]);

/** Replaces names of persons by spaces, so that offsets stay true. */
export function blankPersons(text: string): string {
  return text.replace(PERSON, (name) => " ".repeat(name.length));
}

/** The content words of a text in order, persons and stop words left out; hyphens separate words. */
export function contentWords(text: string): ContentWord[] {
  const blanked = blankPersons(text);
  const words: ContentWord[] = [];
  for (const { tokens } of analyse(text).sentences) {
    for (const { text: token, start, pos } of tokens) {
      for (const match of token.matchAll(/(?<![\p{L}\p{N}])\p{L}[\p{L}\p{M}]+/gu)) {
        const at = start + match.index;
        if (blanked.charAt(at) === " ") continue;
        const word = match[0];
        const stem = stemOf(word);
        if (STOP_WORDS.has(word.toLowerCase()) || STOP_WORDS.has(stem) || isInitials(word)) continue;
        words.push({ stem, surface: word, start: at, end: at + word.length, kind: KINDS[pos] ?? OTHER_KIND });
      }
    }
  }
  return words;
}

/** Two capitals alone are far more often a speaker's initials than a thing. */
function isInitials(word: string): boolean {
  return /^\p{Lu}{2}$/u.test(word) && !SHORT_NAMES.has(word);
}

/** The stem under which forms of one word meet: "messaging", "messages" and "message" are one. */
export function stemOf(word: string): string {
  return stemmer(word.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""));
}
