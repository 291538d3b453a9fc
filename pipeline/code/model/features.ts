import type { AnalysedPassage, AnalysedText } from "../../text/index.js";
import { type ModelWord, readModelWords } from "./words.js";

/** What one sentence or the whole passage shows: feature names, each with where it was read. */
export interface FeatureSink {
  /** `start` is -1 where the feature is no run of the passage's own text. */
  (name: string, start: number, end: number): void;
}

const QUESTION_VERBS = new Set([
  "ask",
  "enquire",
  "inquire",
  "query",
  "question",
  "wonder",
  "challenge",
  "probe",
  "press",
]);

/** Reads the features of a passage, sentence by sentence; the same name may come more than once. */
export function readFeatures(passage: AnalysedPassage, sink: FeatureSink): void {
  const sentences = passage.text.sentences.map(readModelWords);
  for (const words of sentences) readSentence(words, sink);
  readHeading(passage.heading, sink);
  readNeighbour("p", passage.before, sink);
  readShape(passage.text, sentences, sink);
}

function readSentence(words: readonly ModelWord[], sink: FeatureSink): void {
  let subject: ModelWord | null = null;
  let subjectAt = -9;
  for (let i = 0; i < words.length; i += 1) {
    const one = words[i] as ModelWord;
    const two = words[i + 1];
    const three = words[i + 2];
    sink(`w:${one.norm}`, one.start, one.end);
    if (one.isNegated) sink(`n:${one.norm}`, one.start, one.end);
    if (two) {
      sink(`w:${one.norm} ${two.norm}`, one.start, two.end);
      if (three) sink(`w:${one.norm} ${two.norm} ${three.norm}`, one.start, three.end);
    }
    if (isSubject(one)) {
      subject = one;
      subjectAt = i;
    } else if (one.pos === "VERB" && subject && i - subjectAt <= 6) {
      sink(`s:${subject.norm}>${one.isNegated ? "not " : ""}${one.norm}`, subject.start, one.end);
    }
  }
}

function isSubject(word: ModelWord): boolean {
  return (
    word.norm.startsWith("@") ||
    word.norm === "he" ||
    word.norm === "she" ||
    word.norm === "they" ||
    word.norm === "it"
  );
}

function readHeading(heading: AnalysedText, sink: FeatureSink): void {
  for (const sentence of heading.sentences) {
    const words = sentence.tokens.filter((token) => /^\p{L}/u.test(token.text));
    words.forEach((token, i) => {
      const next = words[i + 1];
      sink(`h:${token.lemma.toLowerCase()}`, -1, -1);
      if (next) sink(`h:${token.lemma.toLowerCase()} ${next.lemma.toLowerCase()}`, -1, -1);
    });
  }
}

function readNeighbour(prefix: string, text: AnalysedText, sink: FeatureSink): void {
  for (const sentence of text.sentences) {
    for (const word of readModelWords(sentence)) sink(`${prefix}:${word.norm}`, -1, -1);
  }
}

function readShape(
  text: AnalysedText,
  sentences: readonly (readonly ModelWord[])[],
  sink: FeatureSink,
): void {
  const count = sentences.reduce((sum, words) => sum + words.length, 0);
  sink(
    `z:length ${count < 6 ? "<6" : count < 12 ? "<12" : count < 25 ? "<25" : count < 50 ? "<50" : count < 100 ? "<100" : ">=100"}`,
    -1,
    -1,
  );
  sink(`z:sentences ${Math.min(sentences.length, 5)}`, -1, -1);
  let numbers = 0;
  let negations = 0;
  let questions = 0;
  let people = 0;
  for (const words of sentences) {
    for (const word of words) {
      if (word.norm === "#") numbers += 1;
      if (word.isNegated) negations += 1;
      if (word.norm === "?" || QUESTION_VERBS.has(word.norm)) questions += 1;
      if (word.norm === "@person") people += 1;
    }
  }
  if (numbers > 0) sink(`z:numbers ${numbers > 3 ? "many" : "some"}`, -1, -1);
  if (negations > 0) sink("z:negation", -1, -1);
  if (questions > 0) sink("z:asks", -1, -1);
  if (people > 0) sink(`z:people ${people > 1 ? "several" : "one"}`, -1, -1);
  if (/^\s*(?:[-–•●*]|\(?[a-z0-9ivx]{1,4}[).])\s/i.test(text.text)) sink("z:bullet", -1, -1);
  if (/["“”]/.test(text.text)) sink("z:quotes", -1, -1);
}
