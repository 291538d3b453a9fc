import { createHash } from "node:crypto";
import type { Coding, Span } from "../../../schemas/coding.js";
import type { AnalysedPassage } from "../../text/index.js";
import { reaches, softmax } from "./calibrate.js";
import { type EncodedPassage, Encoder } from "./encode.js";
import { quoteReasons, type Reasons, strongestReasons } from "./evidence.js";
import { isSeconded } from "./findings.js";
import { sigmoid } from "./linear.js";
import type { Model, ModelAnswer, RuleFindings } from "./types.js";
import type { WordVectors } from "./vectors.js";
import type { BinaryTask, ChoiceTask, ModelWeights } from "./weights.js";

/** Makes a model ready to answer. Throws where the weights need word vectors and there are none. */
export function createModel(weights: ModelWeights, vectors: WordVectors | null): Model {
  if (weights.usesVectors && !vectors) {
    throw new Error(
      `The model ${weights.name} needs the word vectors that ship with boardsense. Install it again.`,
    );
  }
  return new LinearModel(weights, weights.usesVectors ? vectors : null);
}

class LinearModel implements Model {
  readonly name: string;
  readonly version: string;
  readonly frames: readonly string[];
  private readonly trainedWith: Readonly<Record<string, string>>;
  private readonly encoder: Encoder;
  private readonly binary: { task: BinaryTask; key: string; given: string | null; scorer: number }[];
  private readonly choices: { task: ChoiceTask; keys: string[]; given: string | null; scorers: number[] }[];
  private readonly biases: number[] = [];
  /** Column by column the weight for each scorer, so that what is read together lies together. */
  private readonly matrix: Float32Array;
  private last: { codebooks: ReadonlyMap<string, string>; version: string } | null = null;

  constructor(weights: ModelWeights, vectors: WordVectors | null) {
    this.name = weights.name;
    this.version = weights.version;
    this.trainedWith = weights.trainedOn.codebooks;
    this.encoder = new Encoder(weights.names, weights.rarity, vectors);
    const scorers = [...weights.binary, ...weights.choices.flatMap(({ codes }) => codes)];
    this.matrix = new Float32Array(this.encoder.width * scorers.length);
    this.biases = scorers.map(({ bias }) => bias);
    scorers.forEach(({ columns, weights: values }, scorer) => {
      columns.forEach((column, i) => {
        this.matrix[column * scorers.length + scorer] = values[i] as number;
      });
    });
    let next = 0;
    this.binary = weights.binary.map((task) => ({
      task,
      key: keyOf(task.frame, task.code),
      given: givenOf(task),
      scorer: next++,
    }));
    this.choices = weights.choices.map((task) => ({
      task,
      keys: task.codes.map(({ code }) => keyOf(task.frame, code)),
      given: givenOf(task),
      scorers: task.codes.map(() => next++),
    }));
    this.frames = [...new Set([...weights.binary, ...weights.choices].map(({ frame }) => frame))];
  }

  versionWith(codebooks: Readonly<Record<string, string>>): string {
    const own = `${this.name}@${this.version}`;
    const read = this.frames.filter((frame) => codebooks[frame] !== undefined).sort();
    if (read.every((frame) => codebooks[frame] === this.trainedWith[frame])) return own;
    const versions = JSON.stringify(read.map((frame) => [frame, codebooks[frame]]));
    return `${own}+${createHash("sha256").update(versions).digest("hex").slice(0, 8)}`;
  }

  /** As `versionWith`; the versions of one passage are mostly those of the one before. */
  private versionFor(findings: RuleFindings): string {
    const { last } = this;
    if (last?.codebooks.size === findings.size) {
      let isSame = true;
      for (const [frame, { codebookVersion }] of findings)
        isSame &&= last.codebooks.get(frame) === codebookVersion;
      if (isSame) return last.version;
    }
    const codebooks = new Map([...findings].map(([frame, found]) => [frame, found.codebookVersion]));
    const version = this.versionWith(Object.fromEntries(codebooks));
    this.last = { codebooks, version };
    return version;
  }

  code(passage: AnalysedPassage, findings: RuleFindings): ModelAnswer {
    const encoded = this.encoder.encode(passage, findings);
    const scores = this.scores(encoded);
    const probabilities = new Map<string, number>();
    const applying = new Map<string, { frame: string; code: string; probability: number; scorer: number }>();
    const answer = (key: string, frame: string, code: string, probability: number, scorer: number) =>
      applying.set(key, { frame, code, probability, scorer });

    for (const { task, key, given, scorer } of this.binary) {
      const { slope, offset } = task.calibration;
      const own = sigmoid(slope * (scores[scorer] as number) + offset);
      const above = given === null ? 1 : (probabilities.get(given) ?? 0);
      const probability = own * above;
      probabilities.set(key, probability);
      const isAsked = given === null || applying.has(given);
      if (isAsked && reaches(own, task, isSeconded(findings, task)))
        answer(key, task.frame, task.code, probability, scorer);
    }
    for (const { task, keys, given, scorers } of this.choices) {
      const shares = softmax(
        scorers.map((scorer) => scores[scorer] as number),
        task.sharpness,
      );
      const above = given === null ? 1 : (probabilities.get(given) ?? 0);
      const byParent = new Map<string, number>();
      shares.forEach((share, k) => {
        const { parent } = task.codes[k] as ChoiceTask["codes"][number];
        probabilities.set(keys[k] as string, share * above);
        if (parent) byParent.set(parent, (byParent.get(parent) ?? 0) + share * above);
      });
      for (const [parent, probability] of byParent) probabilities.set(keyOf(task.frame, parent), probability);
      if (given !== null && !applying.has(given)) continue;
      const best = shares.indexOf(Math.max(...shares));
      const { code, parent } = task.codes[best] as ChoiceTask["codes"][number];
      const scorer = scorers[best] as number;
      answer(keys[best] as string, task.frame, code, (shares[best] as number) * above, scorer);
      if (parent) answer(keyOf(task.frame, parent), task.frame, parent, byParent.get(parent) ?? 0, scorer);
    }
    return {
      codings: this.codings(passage, findings, encoded, probabilities, [...applying.values()]),
      probabilities,
    };
  }

  private codings(
    passage: AnalysedPassage,
    findings: RuleFindings,
    encoded: EncodedPassage,
    probabilities: ReadonlyMap<string, number>,
    applying: { frame: string; code: string; probability: number; scorer: number }[],
  ): Coding[] {
    const coderVersion = this.versionFor(findings);
    return this.frames.flatMap((frame) => {
      const found = findings.get(frame);
      if (!found) return [];
      const coding = (
        code: string | null,
        probability: number,
        spans: Span[],
        reasons: Reasons["features"],
      ): Coding => ({
        passageId: passage.id,
        frame,
        code,
        coder: "model",
        coderVersion,
        codebookVersion: found.codebookVersion,
        probability: roundProbability(probability),
        spans,
        because: { rules: [], features: reasons, note: null },
      });
      const own = applying.filter((each) => each.frame === frame);
      if (own.length === 0) return [coding(null, this.noneOf(frame, probabilities), [], [])];
      return own.map(({ code, probability, scorer }) => {
        const reasons = strongestReasons(
          encoded,
          this.encoder.names,
          (column) => this.matrix[column * this.biases.length + scorer] ?? 0,
        );
        return coding(code, probability, quoteReasons(reasons, passage.text), reasons.features);
      });
    });
  }

  /** The chance that no top code of the frame applies, as if they were independent. */
  private noneOf(frame: string, probabilities: ReadonlyMap<string, number>): number {
    return this.binary
      .filter(({ task }) => task.frame === frame && task.given === null)
      .reduce((none, { task }) => none * (1 - (probabilities.get(keyOf(frame, task.code)) ?? 0)), 1);
  }

  private scores({ columns, values }: EncodedPassage): Float64Array {
    const count = this.biases.length;
    const scores = Float64Array.from(this.biases);
    for (let i = 0; i < columns.length; i += 1) {
      const from = (columns[i] as number) * count;
      const value = values[i] as number;
      for (let k = 0; k < count; k += 1) {
        scores[k] = (scores[k] as number) + value * (this.matrix[from + k] as number);
      }
    }
    return scores;
  }
}

const keyOf = (frame: string, code: string) => `${frame}/${code}`;
const givenOf = ({ frame, given }: BinaryTask | ChoiceTask) => (given === null ? null : keyOf(frame, given));

function roundProbability(probability: number): number {
  return Math.round(Math.min(1, Math.max(0, probability)) * 1e4) / 1e4;
}
