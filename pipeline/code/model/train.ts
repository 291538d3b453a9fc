import { createHash } from "node:crypto";
import {
  bestThresholds,
  type Calibration,
  fitCalibration,
  fitSharpness,
  reaches,
  softmax,
} from "./calibrate.js";
import { Encoder } from "./encode.js";
import type { Example } from "./example.js";
import { isSeconded } from "./findings.js";
import { type LinearFit, type SparseRows, sigmoid } from "./linear.js";
import { fitRidge } from "./ridge.js";
import { packBySets } from "./sets.js";
import { BINARY_TASKS, type BinaryTaskPlan, CHOICE_TASKS, type ChoiceTaskPlan } from "./tasks.js";
import type { WordVectors } from "./vectors.js";
import { buildVocabulary, type ReadPassage } from "./vocabulary.js";
import type { BinaryTask, ChoiceTask, ModelWeights } from "./weights.js";

export interface TrainingOptions {
  name: string;
  /** Null gives the weights a version made from what they are. */
  version: string | null;
  sha256: string;
  codebooks: Record<string, string>;
  vectors: WordVectors | null;
  /** Bodies held out in turn; passages of other bodies are only ever learnt from. */
  heldOutBodies: readonly string[];
  onProgress?: (done: number, total: number) => void;
}

/** What a model that never saw a passage's body said about one code. */
export interface OutOfFold {
  probability: number;
  /** By a threshold set without the body, too. */
  applies: boolean;
}

/** A model, and for each example of a held-out body (null for others) what models without that body said, by "frame/code". */
export interface Training {
  weights: ModelWeights;
  outOfFold: (ReadonlyMap<string, OutOfFold> | null)[];
}

/** Cost of large weights for the yes-or-no questions, and of errors for the choices; chosen out of fold. */
const PENALTY = 2;
const CHOICE_PENALTY = 2;
/** Weights nearer to nothing than this are left out of the file. */
const SMALLEST_WEIGHT = 0.004;

/**
 * Trains every task on all examples, and again without each body in turn: calibration and thresholds come from those
 * held-out scores. Pure and deterministic: the same examples give the same weights, byte for byte.
 */
export function trainModel(
  examples: readonly Example[],
  passages: readonly ReadPassage[],
  options: TrainingOptions,
): Training {
  const { names, rarity } = buildVocabulary(passages);
  const encoder = new Encoder(names, rarity, options.vectors);
  const rows = packBySets(
    examples,
    passages.map(({ analysed, findings }) => encoder.encode(analysed, findings)),
    encoder.width,
  );
  const folds = [...new Set(options.heldOutBodies)].sort();
  const outOfFold = examples.map((example) =>
    folds.includes(example.body) ? new Map<string, OutOfFold>() : null,
  );
  const total = BINARY_TASKS.length + CHOICE_TASKS.length;
  let done = 0;
  const step = <T>(value: T): T => {
    done += 1;
    options.onProgress?.(done, total);
    return value;
  };
  const setup = { examples, passages, rows, width: encoder.width, folds, outOfFold };
  const binary = BINARY_TASKS.map((plan) => step(trainBinary(plan, setup))).filter((task) => task !== null);
  const choices = CHOICE_TASKS.map((plan) => step(trainChoice(plan, setup))).filter((task) => task !== null);
  const learnt: Omit<ModelWeights, "version"> = {
    format: 1,
    name: options.name,
    trainedOn: {
      sha256: options.sha256,
      passages: examples.length,
      bodies: new Set(examples.map(({ body }) => body)).size,
      codebooks: options.codebooks,
    },
    usesVectors: options.vectors !== null,
    names,
    rarity,
    binary,
    choices,
  };
  return { weights: { ...learnt, version: options.version ?? fingerprint(learnt) }, outOfFold };
}

/** A version that other weights cannot have: an archive is pinned to it. */
function fingerprint(learnt: object): string {
  return createHash("sha256").update(JSON.stringify(learnt)).digest("hex").slice(0, 10);
}

interface Setup {
  examples: readonly Example[];
  passages: readonly ReadPassage[];
  rows: SparseRows;
  /** Columns that a passage of any kind has; those after them are peculiar to sets and are not kept. */
  width: number;
  folds: readonly string[];
  outOfFold: (Map<string, OutOfFold> | null)[];
}

function trainBinary(
  plan: BinaryTaskPlan,
  { examples, passages, rows, width, folds, outOfFold }: Setup,
): BinaryTask | null {
  const truths = examples.map((example) => truthOf(plan, example));
  const isPositive = Uint8Array.from(truths, (truth) => (truth ? 1 : 0));
  const members = indexesWhere(truths, (truth) => truth !== null);
  if (!hasBoth(members, isPositive)) return null;
  const held = heldOutScores(examples, folds, members, (train) => {
    if (!hasBoth(train, isPositive)) return null;
    const fit = fitRidge(rows, isPositive, train, { penalty: PENALTY });
    return (i) => scoreRow(rows, i, fit, width);
  });
  const asked = held.filter(({ index }) => truths[index] !== null);
  const hasRules = (index: number) => isSeconded((passages[index] as ReadPassage).findings, plan);
  const settle = (sample: typeof asked) => {
    const scores = sample.map(({ score }) => score);
    const isTrue = sample.map(({ index }) => truths[index] === true);
    const counts = sample.map(({ index }) => sampleWeight(examples[index] as Example));
    const calibration = roundCalibration(fitCalibration(scores, isTrue, counts));
    const probability = (score: number) => sigmoid(calibration.slope * score + calibration.offset);
    const { threshold, thresholdWithRules } = bestThresholds(
      sample.map(({ index, score }, i) => ({
        probability: probability(score),
        isTrue: isTrue[i] as boolean,
        isSeconded: hasRules(index),
        weight: counts[i] as number,
      })),
    );
    const thresholds = { threshold: round(threshold), thresholdWithRules: round(thresholdWithRules) };
    return { calibration, probability, thresholds };
  };
  for (const body of folds) {
    const { probability, thresholds } = settle(asked.filter(({ index }) => examples[index]?.body !== body));
    for (const { index, score } of held.filter(({ index: i }) => examples[i]?.body === body)) {
      const own = probability(score);
      const above = plan.given === null ? null : outOfFold[index]?.get(`${plan.frame}/${plan.given}`);
      outOfFold[index]?.set(`${plan.frame}/${plan.code}`, {
        probability: own * (above?.probability ?? 1),
        applies: reaches(own, thresholds, hasRules(index)) && (above?.applies ?? true),
      });
    }
  }
  const { calibration, thresholds } = settle(asked);
  const fit = fitRidge(rows, isPositive, members, { penalty: PENALTY });
  return {
    frame: plan.frame,
    code: plan.code,
    given: plan.given,
    ...sparse(fit, width),
    calibration,
    ...thresholds,
  };
}

function trainChoice(
  plan: ChoiceTaskPlan,
  { examples, rows, width, folds, outOfFold }: Setup,
): ChoiceTask | null {
  const truths = examples.map((example) => truthOf(plan, example));
  const members = indexesWhere(truths, (truth) => truth !== null);
  if (new Set([...members].map((i) => truths[i])).size < 2) return null;
  const labels = plan.codes.map((_, k) => Uint8Array.from(truths, (truth) => (truth === k ? 1 : 0)));
  const fitAll = (train: Int32Array): LinearFit[] =>
    labels.map((isPositive) =>
      hasBoth(train, isPositive)
        ? fitRidge(rows, isPositive, train, { penalty: CHOICE_PENALTY })
        : { weights: new Float64Array(rows.width), bias: NEVER },
    );
  const held = heldOutRows(examples, folds, members, (train) => {
    const fits = fitAll(train);
    return (i) => fits.map((fit) => scoreRow(rows, i, fit, width));
  });
  const asked = held.filter(({ index }) => truths[index] !== null);
  const sharpness = round(
    fitSharpness(
      asked.map(({ scores }) => scores),
      asked.map(({ index }) => truths[index] as number),
    ),
  );
  for (const { index, scores } of held) {
    const shares = softmax(scores, sharpness);
    const best = shares.indexOf(Math.max(...shares));
    shares.forEach((probability, k) => {
      outOfFold[index]?.set(`${plan.frame}/${plan.codes[k]?.code}`, { probability, applies: k === best });
    });
  }
  const fits = fitAll(members);
  return {
    frame: plan.frame,
    group: plan.group,
    given: plan.given,
    sharpness,
    codes: plan.codes.map(({ code, parent }, k) => ({
      code,
      parent,
      ...sparse(fits[k] as LinearFit, width),
    })),
  };
}

/** Null where the example was not coded in the frame, or says nothing about the code. */
function truthOf<T>(plan: { frame: string; truth(example: Example): T | null }, example: Example): T | null {
  return example.frames?.includes(plan.frame) === false ? null : plan.truth(example);
}

/** Bias of a code no example shows. */
const NEVER = -10;

/**
 * How much a passage of real minutes counts where probabilities and thresholds are set. Constructed minutes are dense
 * with codes and more numerous here: counted alike they would set both for a prevalence that no archive has.
 */
const REAL_COUNTS = 4;

function sampleWeight({ source }: Example): number {
  return source === "real" ? REAL_COUNTS : 1;
}

function heldOutScores(
  examples: readonly Example[],
  folds: readonly string[],
  members: Int32Array,
  learn: (train: Int32Array) => ((index: number) => number) | null,
): { index: number; score: number }[] {
  return heldOutRows(examples, folds, members, (train) => {
    const score = learn(train);
    return (i) => (score ? [score(i)] : []);
  }).flatMap(({ index, scores }) => (scores.length > 0 ? [{ index, score: scores[0] as number }] : []));
}

function heldOutRows(
  examples: readonly Example[],
  folds: readonly string[],
  members: Int32Array,
  learn: (train: Int32Array) => (index: number) => number[],
): { index: number; scores: number[] }[] {
  return folds.flatMap((body) => {
    const score = learn(members.filter((i) => examples[i]?.body !== body));
    return examples.flatMap((example, index) =>
      example.body === body ? [{ index, scores: score(index) }] : [],
    );
  });
}

function scoreRow(
  { starts, columns, values }: SparseRows,
  i: number,
  { weights, bias }: LinearFit,
  width: number,
): number {
  let score = bias;
  for (let k = starts[i] as number; k < (starts[i + 1] as number); k += 1) {
    const column = columns[k] as number;
    if (column < width) score += (weights[column] as number) * (values[k] as number);
  }
  return score;
}

function sparse(
  { weights, bias }: LinearFit,
  width: number,
): { bias: number; columns: number[]; weights: number[] } {
  const columns: number[] = [];
  const kept: number[] = [];
  weights.subarray(0, width).forEach((weight, column) => {
    if (Math.abs(weight) < SMALLEST_WEIGHT) return;
    columns.push(column);
    kept.push(round(weight));
  });
  return { bias: round(bias), columns, weights: kept };
}

function indexesWhere<T>(values: readonly T[], test: (value: T) => boolean): Int32Array {
  return Int32Array.from(values.flatMap((value, i) => (test(value) ? [i] : [])));
}

function hasBoth(members: Int32Array, isPositive: Uint8Array): boolean {
  return members.some((i) => isPositive[i] === 1) && members.some((i) => isPositive[i] === 0);
}

function roundCalibration({ slope, offset }: Calibration): Calibration {
  return { slope: round(slope), offset: round(offset) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
