import {
  cohenKappa,
  compareWithGold,
  gwetAC1,
  krippendorffAlpha,
  percentAgreement,
  positiveAgreement,
  type Said,
  type SetReport,
} from "../../pipeline/agreement/index.js";
import { type Coders, createCoders, type Model } from "../../pipeline/code/index.js";
import type { Example } from "../../pipeline/code/model/example.js";
import { loadWordVectors } from "../../pipeline/code/model/load.js";
import { trainModel } from "../../pipeline/code/model/train.js";
import type { Codebook } from "../../schemas/codebook.js";
import { codebooksToLearnFrom, readForTraining } from "../training/gold-files.js";
import { askCoders, readOutOfFold } from "./said.js";

/** What one coder said of every example, in the order of the examples. */
export interface CoderAnswers {
  coder: string;
  said: Said[];
}

/** The answers of the rules, the model and the decision between them. */
export function answersOfCoders(
  examples: readonly Example[],
  codebooks: readonly Codebook[],
  model: Model | null,
): CoderAnswers[] {
  const coders: Coders = createCoders({ codebooks, model });
  const answers = askCoders(coders, examples);
  return [...answers]
    .filter(([coder]) => coder !== "decision")
    .map(([coder, said]) => ({
      coder: coder === "model" && model ? `model ${model.name}@${model.version}` : coder,
      said,
    }));
}

/** The answers of models that never saw the body of the passage they answer about. */
export function answersOutOfFold(examples: readonly Example[], learntOnly: readonly Example[]): CoderAnswers {
  const all = [...examples, ...learntOnly];
  const codebooks = codebooksToLearnFrom();
  const { outOfFold } = trainModel(all, readForTraining(all, codebooks), {
    name: "leave-one-body-out",
    version: "1",
    sha256: "",
    codebooks: {},
    vectors: loadWordVectors(),
    heldOutBodies: [...new Set(examples.map(({ body }) => body))],
  });
  return {
    coder: "model, body held out",
    said: examples.map((_, i) => readOutOfFold(outOfFold[i] ?? new Map())),
  };
}

/** Kinds of text that are judged apart: each source, and within it each way of sampling where there are several. */
export function bySet(examples: readonly Example[]): { set: string; indexes: number[] }[] {
  const sets = new Map<string, number[]>();
  const put = (set: string, i: number) => {
    const indexes = sets.get(set);
    if (indexes) indexes.push(i);
    else sets.set(set, [i]);
  };
  const samplings = new Map<string, Set<string>>();
  for (const { source, sampling } of examples) {
    samplings.set(source, (samplings.get(source) ?? new Set()).add(sampling));
  }
  examples.forEach(({ source, sampling }, i) => {
    put(source, i);
    if ((samplings.get(source)?.size ?? 0) > 1) put(`${source}, ${sampling}`, i);
  });
  return [...sets].map(([set, indexes]) => ({ set, indexes }));
}

/** One coder's report for every kind of text. */
export function reportCoder(examples: readonly Example[], { said }: CoderAnswers): SetReport[] {
  return bySet(examples).map(({ set, indexes }) =>
    compareWithGold(
      set,
      indexes.map((i) => examples[i] as Example),
      indexes.map((i) => said[i] as Said),
    ),
  );
}

/** How far two coders agree on one code. */
export interface PairReport {
  set: string;
  one: string;
  other: string;
  code: string;
  n: number;
  percent: number | null;
  kappa: number | null;
  ac1: number | null;
  alpha: number | null;
  positiveAgreement: number | null;
}

const PAIRED: [code: string, read: (said: Said) => boolean][] = [
  ["problem_sensing", ({ orientation }) => orientation === "problem_sensing" || orientation === "both"],
  ["comfort_seeking", ({ orientation }) => orientation === "comfort_seeking" || orientation === "both"],
  ["innovation", ({ innovation }) => innovation],
];

/** Every pair of coders against each other, the gold left out. */
export function reportPairs(examples: readonly Example[], coders: readonly CoderAnswers[]): PairReport[] {
  return bySet(examples).flatMap(({ set, indexes }) =>
    coders.flatMap((one, k) =>
      coders.slice(k + 1).flatMap((other) =>
        PAIRED.map(([code, read]): PairReport => {
          const pairs = indexes.map((i) => [read(one.said[i] as Said), read(other.said[i] as Said)] as const);
          const labels = pairs.map(([a, b]) => [String(a), String(b)] as const);
          return {
            set,
            one: one.coder,
            other: other.coder,
            code,
            n: pairs.length,
            percent: percentAgreement(labels),
            kappa: cohenKappa(labels),
            ac1: gwetAC1(labels, ["true", "false"]),
            alpha: krippendorffAlpha(labels),
            positiveAgreement: positiveAgreement(pairs),
          };
        }),
      ),
    ),
  );
}
