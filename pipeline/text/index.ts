import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import type { PassageToCode } from "../../schemas/coding.js";
import { sentenceStarts } from "./sentences.js";
import { stretchBounds } from "./stretches.js";

/** One word, number or mark. `text` equals `AnalysedText.text.slice(start, end)`, in UTF-16 units. */
export interface Token {
  text: string;
  lemma: string;
  /** Universal part of speech: VERB, NOUN, PROPN, ADJ, ADV, PRON, DET, ADP, AUX, PART, NUM, SYM, PUNCT, … */
  pos: string;
  /** Stands under a negation ("not assured", "no evidence"), to the end of its clause. */
  isNegated: boolean;
  start: number;
  end: number;
  /** Number of this (text, part of speech) in this process: a key for look-ups, never to be stored. */
  form: number;
}

/** One sentence: from its first token's start to its last token's end. */
export interface Sentence {
  start: number;
  end: number;
  tokens: Token[];
}

/** A text cut into sentences and tokens. Between them lies nothing but white space. */
export interface AnalysedText {
  text: string;
  sentences: Sentence[];
}

/** What the coders read of a passage, analysed. */
export interface AnalysedPassage {
  id: string;
  heading: AnalysedText;
  text: AnalysedText;
  before: AnalysedText;
  after: AnalysedText;
}

// A second instance in one process silently breaks parts of speech: this is the only one.
const nlp = winkNLP(model, ["sbd", "negation", "pos"]);
const its = nlp.its;

const NOTHING: AnalysedText = { text: "", sentences: [] };

/** Texts kept: a passage is asked for again as its neighbours' neighbour. */
const KEPT_TEXTS = 512;
const kept = new Map<string, AnalysedText>();

/** Cuts a text into sentences and tokens with lemma, part of speech and negation. Throws nothing. */
export function analyse(text: string): AnalysedText {
  if (text.trim() === "") return text === "" ? NOTHING : { text, sentences: [] };
  const known = kept.get(text);
  if (known) return known;
  const analysed = { text, sentences: readSentences(text) };
  if (kept.size >= KEPT_TEXTS) kept.delete(kept.keys().next().value as string);
  kept.set(text, analysed);
  return analysed;
}

/** Analyses a passage with its heading and neighbours. */
export function analysePassage(passage: PassageToCode): AnalysedPassage {
  return {
    id: passage.id,
    heading: analyse(passage.heading),
    text: analyse(passage.text),
    before: analyse(passage.before),
    after: analyse(passage.after),
  };
}

function readSentences(text: string): Sentence[] {
  const bounds = stretchBounds(text);
  const sentences: Sentence[] = [];
  for (let i = 0; i + 1 < bounds.length; i += 1) {
    const start = bounds[i] as number;
    const stretch = text.slice(start, bounds[i + 1]);
    if (stretch.trim() !== "") sentences.push(...readStretch(stretch, start));
  }
  return sentences;
}

function readStretch(stretch: string, offset: number): Sentence[] {
  const doc = nlp.readDoc(partPossessives(stretch));
  const all = doc.tokens();
  const texts = all.out(its.value) as string[];
  const lemmas = all.out(its.lemma as typeof its.value) as string[];
  const parts = all.out(its.pos) as string[];
  const negated = all.out(its.negationFlag) as unknown as boolean[];
  const spans = doc.sentences().out(its.span) as unknown as [number, number][];

  const tokens: Token[] = [];
  const opens = new Set<number>();
  let cursor = 0;
  let sentence = 0;
  for (let i = 0; i < texts.length; i += 1) {
    while (sentence + 1 < spans.length && i >= (spans[sentence + 1]?.[0] ?? 0)) {
      sentence += 1;
      opens.add(tokens.length);
    }
    const value = texts[i] as string;
    if (value.trim() === "") continue;
    const at = stretch.indexOf(value, cursor);
    // A token that is not found would shift all that follow: it is left out instead.
    if (at < 0) continue;
    cursor = at + value.length;
    // A number met beside a mark first is a name to wink from then on.
    const pos = /^\d+$/.test(value) ? "NUM" : (parts[i] as string);
    tokens.push({
      text: value,
      lemma: lemmas[i] as string,
      pos,
      isNegated: negated[i] as boolean,
      start: offset + at,
      end: offset + cursor,
      form: formOf(value, pos),
    });
  }
  clearFalseNegations(tokens);
  return cutSentences(tokens, sentenceStarts(tokens, opens));
}

/**
 * wink keeps a possessive that it once met beside a mark ("the Trust's,") as one word and no longer cuts it
 * afterwards: what it answers would depend on what it read before. Parted by a space it is cut every time.
 */
function partPossessives(stretch: string): string {
  if (!/['’]s/.test(stretch)) return stretch;
  return stretch.replace(/(?<=[\p{L}\p{N}])(?=['’]s(?![\p{L}\p{N}]))/gu, " ");
}

function cutSentences(tokens: Token[], starts: number[]): Sentence[] {
  const sentences: Sentence[] = [];
  for (let i = 0; i < starts.length; i += 1) {
    const own = tokens.slice(starts[i], starts[i + 1] ?? tokens.length);
    const first = own[0];
    const last = own.at(-1);
    if (first && last) sentences.push({ start: first.start, end: last.end, tokens: own });
  }
  return sentences;
}

const NO_REAL_NEGATION = new Set(["only", "just", "merely", "simply", "least"]);

/** "Not only X but Y" denies nothing. */
function clearFalseNegations(tokens: Token[]): void {
  for (let i = 0; i + 1 < tokens.length; i += 1) {
    const next = tokens[i + 1] as Token;
    if (!NO_REAL_NEGATION.has(next.text) || (tokens[i] as Token).lemma !== "not") continue;
    for (let j = i + 1; j < tokens.length && (tokens[j] as Token).isNegated; j += 1) {
      (tokens[j] as Token).isNegated = false;
    }
  }
}

/** Beyond this many different words look-ups by form are no longer remembered (form -1). */
const MOST_FORMS = 1_000_000;
const forms = new Map<string, Map<string, number>>();
let countForms = 0;

function formOf(text: string, pos: string): number {
  let byPart = forms.get(text);
  if (!byPart) {
    if (countForms >= MOST_FORMS) return -1;
    byPart = new Map();
    forms.set(text, byPart);
  }
  let form = byPart.get(pos);
  if (form === undefined) {
    form = countForms;
    countForms += 1;
    byPart.set(pos, form);
  }
  return form;
}
