import type { AnalysedPassage, AnalysedText } from "../../text/index.js";
import type { RuleFindings } from "./types.js";
import { type ModelWord, readModelWords } from "./words.js";

/**
 * Takes features one by one, with where they were read; `start` is -1 where a feature is no run of the passage's own
 * text. A feature is named by its block and words ("w:ask for"). Runs are given word by word, since joining the words
 * of each would cost more than all else; `Run` is what the sink wants to be given back with the next word.
 */
export interface FeatureSink<Run> {
  /** A feature of one part ("ask"). Null where no longer run that begins with it is wanted. */
  take(block: string, word: string, start: number, end: number): Run | null;
  /** The run that has this word more ("ask for"). */
  goOn(run: Run, word: string, start: number, end: number): Run | null;
}

/**
 * The blocks of features, by letter: how much a block counts beside the others, and whether its values are brought
 * to length 1, so that a long passage does not outweigh a short one.
 */
export const BLOCKS: Record<string, { scale: number; isNormed: boolean }> = {
  /** Runs of one to three words. */
  w: { scale: 1.5, isNormed: true },
  /** Words under a negation. */
  n: { scale: 0.3, isNormed: true },
  /** Who does what: the last person, role or body named before a verb. */
  s: { scale: 0.5, isNormed: true },
  /** Words of the heading. */
  h: { scale: 0.2, isNormed: true },
  /** Shape: length, questions, numbers. */
  z: { scale: 0.1, isNormed: false },
  /** Rules that hold, and the codes they speak for. */
  r: { scale: 0.15, isNormed: false },
};

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

/** Reads the features of a passage; the same name may come more than once. */
export function readFeatures<Run>(
  passage: AnalysedPassage,
  findings: RuleFindings,
  sink: FeatureSink<Run>,
): void {
  const sentences = passage.text.sentences.map(readModelWords);
  for (const words of sentences) readSentence(words, sink);
  readHeading(passage.heading, sink);
  readShape(passage.text, sentences, sink);
  readRules(findings, sink);
}

function readSentence<Run>(words: readonly ModelWord[], sink: FeatureSink<Run>): void {
  let subject: ModelWord | null = null;
  let subjectAt = -9;
  for (let i = 0; i < words.length; i += 1) {
    const one = words[i] as ModelWord;
    const two = words[i + 1];
    const three = words[i + 2];
    const word = sink.take("w", one.norm, one.start, one.end);
    if (one.isNegated) sink.take("n", one.norm, one.start, one.end);
    const pair = word !== null && two ? sink.goOn(word, two.norm, one.start, two.end) : null;
    if (pair !== null && three) sink.goOn(pair, three.norm, one.start, three.end);
    if (isActor(one)) {
      subject = one;
      subjectAt = i;
    } else if (one.pos === "VERB" && subject && i - subjectAt <= FURTHEST_VERB) {
      const act = `${subject.norm}>${one.isNegated ? "not " : ""}${one.norm}`;
      sink.take("s", act, subject.start, one.end);
    }
  }
}

/** Words between a subject and its verb, beyond which another subject is more likely. */
const FURTHEST_VERB = 6;

function isActor({ norm }: ModelWord): boolean {
  return norm.startsWith("@") || norm === "he" || norm === "she" || norm === "they" || norm === "it";
}

function readHeading<Run>(heading: AnalysedText, sink: FeatureSink<Run>): void {
  for (const sentence of heading.sentences) {
    const words = sentence.tokens.filter((token) => /^\p{L}/u.test(token.text));
    words.forEach((token, i) => {
      const next = words[i + 1];
      const word = sink.take("h", token.lemma.toLowerCase(), -1, -1);
      if (word !== null && next) sink.goOn(word, next.lemma.toLowerCase(), -1, -1);
    });
  }
}

function readShape<Run>(
  text: AnalysedText,
  sentences: readonly (readonly ModelWord[])[],
  sink: FeatureSink<Run>,
): void {
  const shape = (name: string) => sink.take("z", name, -1, -1);
  const count = sentences.reduce((sum, words) => sum + words.length, 0);
  shape(`words below ${[6, 12, 25, 50, 100].find((limit) => count < limit) ?? "no limit"}`);
  shape(`sentences ${Math.min(sentences.length, 5)}`);
  let numbers = 0;
  let negated = 0;
  let questions = 0;
  let people = 0;
  for (const words of sentences) {
    for (const word of words) {
      if (word.norm === "#") numbers += 1;
      if (word.isNegated) negated += 1;
      if (word.norm === "?" || QUESTION_VERBS.has(word.norm)) questions += 1;
      if (word.norm === "@person") people += 1;
    }
  }
  if (numbers > 0) shape(numbers > 3 ? "many numbers" : "numbers");
  if (negated > 0) shape("negation");
  if (questions > 0) shape("asks");
  if (people > 0) shape(people > 1 ? "people" : "one person");
  if (/^\s*(?:[-–•●*]|\(?[a-z0-9ivx]{1,4}[).])\s/i.test(text.text)) shape("bullet");
  if (/["“”]/.test(text.text)) shape("quotation");
}

function readRules<Run>(findings: RuleFindings, sink: FeatureSink<Run>): void {
  for (const [frame, { hits }] of findings) {
    for (const hit of hits) {
      const { start, end } = hit.spans[0] ?? { start: -1, end: -1 };
      sink.take("r", `${frame}.${hit.ruleId}`, start, end);
      sink.take("r", `${frame}>${hit.veto || hit.weight < 0 ? "not " : ""}${hit.code}`, start, end);
    }
  }
}
