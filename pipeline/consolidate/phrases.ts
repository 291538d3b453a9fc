import { analyse, type Sentence, type Token } from "../text/index.js";
import { STOP_WORDS } from "./stop-words.js";
import { blankPersons, contentWords } from "./words.js";

/** A run of words that could name a thing. Offsets count UTF-16 units of the text it was read from, end excluded. */
export type Phrase = { text: string; start: number; end: number; head: string; hasPreposition: boolean };

const MOST_WORDS = 6;
const LINKS: ReadonlySet<string> = new Set([
  "of",
  "for",
  "in",
  "at",
  "with",
  "to",
  "by",
  "on",
  "from",
  "before",
  "between",
  "and",
]);
const NO_START: ReadonlySet<string> = new Set(
  "first second third last next new other such same own further more most many few several additional early late present current similar particular possible good full whole various different certain able due available existing latest initial entire actual main only former replacement forty-five one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty hundred dozen half january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split(
    " ",
  ),
);

/** Noun phrases of a text, and noun phrases joined by a preposition, of at most six words; persons left out. */
export function nounPhrases(text: string): Phrase[] {
  const blanked = blankPersons(text);
  const phrases: Phrase[] = [];
  for (const sentence of analyse(text).sentences) {
    const chunks = chunksOf(sentence, blanked);
    chunks.forEach((chunk, i) => {
      add(chunk.tokens, false);
      const next = chunks[i + 1];
      if (next && isLinked(sentence.tokens, chunk, next)) {
        add(sentence.tokens.slice(chunk.from, next.to), true);
        const third = chunks[i + 2];
        if (third && isLinked(sentence.tokens, next, third))
          add(sentence.tokens.slice(chunk.from, third.to), true);
      }
    });
  }
  return phrases;

  function add(tokens: readonly Token[], hasPreposition: boolean): void {
    const [first, last] = [tokens[0], tokens.at(-1)];
    if (!first || !last) return;
    const phrase = text.slice(first.start, last.end).replace(/\s+/gu, " ");
    if (phrase.split(" ").length > MOST_WORDS || contentWords(phrase).length === 0) return;
    const link = tokens.findIndex(({ text: word }) => LINKS.has(word.toLowerCase()));
    const head = tokens[(hasPreposition && link > 0 ? link : tokens.length) - 1]?.lemma ?? "";
    phrases.push({
      text: phrase,
      start: first.start,
      end: last.end,
      head: head.toLowerCase(),
      hasPreposition,
    });
  }
}

type Chunk = { from: number; to: number; tokens: Token[] };

function chunksOf({ tokens }: Sentence, blanked: string): Chunk[] {
  const chunks: Chunk[] = [];
  let from = -1;
  for (let i = 0; i <= tokens.length; i += 1) {
    const token = tokens[i];
    if (token && isInside(tokens, i, blanked)) {
      if (from < 0) from = i;
      continue;
    }
    if (from >= 0) chunks.push(...trim(tokens, from, i));
    from = -1;
  }
  return chunks;
}

function isInside(tokens: readonly Token[], i: number, blanked: string): boolean {
  const token = tokens[i] as Token;
  if (blanked.charAt(token.start) === " ") return false;
  const [before, after] = [tokens[i - 1], tokens[i + 1]];
  if (token.text === "-") return isGlued(before, token) && isGlued(token, after);
  if (/^['’]s?$/u.test(token.text)) return isGlued(before, token) && after !== undefined && isNominal(after);
  if (isGlued(before, token) && before?.text === "-") return true;
  if (after?.text === "-" && isGlued(token, after) && /\p{L}/u.test(token.text)) return true;
  if (isNominal(token)) return /\p{L}{2}/u.test(token.text);
  if (token.pos === "ADJ") return /^\p{L}/u.test(token.text);
  return token.pos === "VERB" && /(?:ing|ed)$/u.test(token.text) && after !== undefined && isNominal(after);
}

function isNominal({ pos }: Token): boolean {
  return pos === "NOUN" || pos === "PROPN";
}

function isGlued(before: Token | undefined, after: Token | undefined): boolean {
  return before !== undefined && after !== undefined && before.end === after.start;
}

/** Cuts words that name nothing from both ends: "first six week trial" has "trial" only, which names nothing either. */
function trim(tokens: readonly Token[], from: number, to: number): Chunk[] {
  let [start, end] = [from, to];
  while (start < end && mayNotStart(tokens[start] as Token)) start += 1;
  while (end > start && !isNominal(tokens[end - 1] as Token) && tokens[end - 2]?.text !== "-") end -= 1;
  return end > start ? [{ from: start, to: end, tokens: tokens.slice(start, end) }] : [];
}

function mayNotStart({ text, pos }: Token): boolean {
  const word = text.toLowerCase();
  return (
    NO_START.has(word) || !/^\p{L}/u.test(text) || (pos !== "NOUN" && pos !== "PROPN" && STOP_WORDS.has(word))
  );
}

function isLinked(tokens: readonly Token[], one: Chunk, other: Chunk): boolean {
  const between = tokens.slice(one.to, other.from);
  const [link, article] = between;
  if (!link || !LINKS.has(link.text.toLowerCase()) || between.length > 2) return false;
  return !article || /^(?:the|a|an|their|its|all|every|each|our)$/iu.test(article.text);
}
