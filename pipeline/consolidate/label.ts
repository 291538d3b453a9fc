import type { Mention } from "../../schemas/innovation.js";
import type { StemWeights } from "./similarity.js";
import { blankPersons, type ContentWord, contentWords } from "./words.js";

const MAX_WORDS = 6;

type Candidate = { text: string; stems: string[]; score: number };

/** Names an innovation in words of its own mentions: the phrase that most of them share and few others have. */
export function labelOf(mentions: readonly Mention[], weight: StemWeights): string {
  const mentionsWith = new Map<string, number>();
  const perMention = mentions.map((mention) => `${mention.heading}. ${mention.text}`);
  for (const text of perMention) {
    for (const stem of new Set(contentWords(text).map((word) => word.stem))) {
      mentionsWith.set(stem, (mentionsWith.get(stem) ?? 0) + 1);
    }
  }
  const share = (stem: string) => (mentionsWith.get(stem) ?? 0) / mentions.length;
  let best: Candidate | null = null;
  for (const mention of mentions) {
    for (const [text, bonus] of [
      [mention.text, 1],
      [mention.heading, 1.3],
    ] as const) {
      for (const words of phrases(text)) {
        const stems = [...new Set(words.map((word) => word.stem))];
        const told = stems.reduce((sum, stem) => sum + share(stem) * weight(stem), 0);
        const score = (bonus * told) / (stems.length === 1 ? 1.8 : 0.6 + 0.4 * stems.length);
        const [first, last] = [words[0], words.at(-1)] as [ContentWord, ContentWord];
        const phrase = text.slice(first.start, last.end);
        if (best === null || score > best.score) best = { text: phrase, stems, score };
      }
    }
  }
  const fallback = mentions[0]?.quote.split(/\s+/u).slice(0, MAX_WORDS).join(" ") ?? "";
  return capitalise(best?.text ?? fallback);
}

/** Runs of content words with nothing but a space or hyphen between them, and all that they hold. */
function* phrases(text: string): Generator<ContentWord[]> {
  const words = contentWords(text);
  const blanked = blankPersons(text);
  let run: ContentWord[] = [];
  for (const word of words) {
    const previous = run.at(-1);
    if (previous && !/^[ \-’']s?\s?$/u.test(blanked.slice(previous.end, word.start))) run = [];
    run = [...run, word].slice(-MAX_WORDS);
    for (let from = 0; from < run.length; from += 1) yield run.slice(from);
  }
}

function capitalise(text: string): string {
  const plain = text.replace(/\s+/gu, " ").trim();
  const calm = /\p{Ll}/u.test(plain) ? plain : plain.toLowerCase();
  return calm.charAt(0).toUpperCase() + calm.slice(1);
}
