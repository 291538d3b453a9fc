import { DOMAINS, PARENT_OF_DOMAIN, STAGES } from "../../schemas/innovation.js";
import type { Example } from "../code/model/example.js";
import { isComfortSeeking, isProblemSensing } from "../code/model/tasks.js";
import { cohenKappa, gwetAC1, krippendorffAlpha, type Pair, percentAgreement } from "./agreement.js";
import { type BinaryScores, type Calibrated, scoreBinary, scoreForecasts } from "./scores.js";

/** What a coder said about an example, in the words of the gold, with probabilities where it gives any. */
export interface Said {
  orientation: Example["orientation"];
  themes: readonly string[];
  innovation: boolean;
  /** The choice the coder makes were the passage an innovation: asked of true mentions it missed, too. */
  stage: string | null;
  domain: string | null;
  topic: string | null;
  probabilities: {
    problem_sensing: number | null;
    comfort_seeking: number | null;
    innovation: number | null;
  };
}

export interface CodeReport {
  code: string;
  scores: BinaryScores;
  percent: number | null;
  kappa: number | null;
  ac1: number | null;
  alpha: number | null;
  calibration: Calibrated | null;
}

export interface ChoiceReport {
  name: string;
  /** Units where the gold has an answer. */
  units: number;
  accuracy: number | null;
  macroF1: number | null;
  kappa: number | null;
  /** answers[row][column]: gold in rows, coder in columns, in the order of `values`. */
  values: string[];
  confusion: number[][];
}

/** How one coder's answers compare with the gold on one kind of text. */
export interface SetReport {
  set: string;
  passages: number;
  bodies: string[];
  codes: CodeReport[];
  choices: ChoiceReport[];
}

const THEMES = ["p1", "p2", "p3", "p4", "p5", "c1", "c2", "c3", "c4", "c5", "c6"] as const;

/** Compares answers with the gold, example by example (same order). `set` names the kind of text. */
export function compareWithGold(set: string, examples: readonly Example[], said: readonly Said[]): SetReport {
  const pairs = examples.map((example, i) => ({ example, said: said[i] as Said }));
  const codedIn = (frame: string) => pairs.filter(({ example }) => example.frames?.includes(frame) !== false);
  const inFrame = new Map(["orientation", "innovation", "attention"].map((frame) => [frame, codedIn(frame)]));
  const code = (
    name: string,
    truth: (example: Example) => boolean,
    answer: (said: Said) => boolean,
    probability: ((said: Said) => number | null) | null,
  ): CodeReport => {
    const asked = inFrame.get(name === "innovation" ? "innovation" : "orientation") ?? [];
    const judged = asked.map((pair) => ({
      truth: truth(pair.example),
      said: answer(pair.said),
      cluster: pair.example.document,
    }));
    const labels = judged.map((unit): Pair => [String(unit.truth), String(unit.said)]);
    const forecasts = asked.flatMap((pair) => {
      const p = probability?.(pair.said) ?? null;
      return p === null ? [] : [{ probability: p, truth: truth(pair.example) }];
    });
    return {
      code: name,
      scores: scoreBinary(judged),
      ...agreementOf(labels, ["true", "false"]),
      calibration: forecasts.length === 0 ? null : scoreForecasts(forecasts),
    };
  };
  const saysProblem = ({ orientation }: Said) => orientation === "problem_sensing" || orientation === "both";
  const saysComfort = ({ orientation }: Said) => orientation === "comfort_seeking" || orientation === "both";
  const mentions = codedIn("innovation").filter(({ example }) => example.innovation);
  const topics = codedIn("attention").filter(({ example }) => example.topic !== null);
  return {
    set,
    passages: examples.length,
    bodies: [...new Set(examples.map(({ body }) => body))].sort(),
    codes: [
      code("problem_sensing", isProblemSensing, saysProblem, (s) => s.probabilities.problem_sensing),
      code("comfort_seeking", isComfortSeeking, saysComfort, (s) => s.probabilities.comfort_seeking),
      code(
        "innovation",
        ({ innovation }) => innovation,
        (s) => s.innovation,
        (s) => s.probabilities.innovation,
      ),
      ...THEMES.map((theme) =>
        code(
          theme,
          ({ themes }) => themes.includes(theme),
          (s) => s.themes.includes(theme),
          null,
        ),
      ),
    ],
    choices: [
      choice(
        "stage",
        STAGES,
        mentions.map((pair) => [pair.example.stage, pair.said.stage]),
      ),
      choice(
        "domain",
        DOMAINS,
        mentions.map((pair) => [pair.example.domain, pair.said.domain]),
      ),
      choice(
        "parent domain",
        ["productivity", "safety", "quality"],
        mentions.map((pair) => [parentOf(pair.example.domain), parentOf(pair.said.domain)]),
      ),
      choice(
        "orientation",
        ["none", "problem_sensing", "comfort_seeking", "both"],
        codedIn("orientation").map((pair) => [pair.example.orientation, pair.said.orientation]),
      ),
      choice(
        "topic",
        [...new Set(topics.map(({ example }) => example.topic as string))].sort(),
        topics.map((pair) => [pair.example.topic, pair.said.topic]),
      ),
    ],
  };
}

function parentOf(domain: string | null): string | null {
  return domain === null ? null : (PARENT_OF_DOMAIN[domain as (typeof DOMAINS)[number]] ?? null);
}

function choice(
  name: string,
  values: readonly string[],
  answers: readonly (readonly [string | null, string | null])[],
): ChoiceReport {
  const known = answers.filter(([truth]) => truth !== null) as [string, string | null][];
  const columns = known.some(([, said]) => said === null) ? [...values, "none"] : [...values];
  const at = (value: string | null) => columns.indexOf(value ?? "none");
  const confusion = values.map(() => columns.map(() => 0));
  for (const [truth, said] of known) {
    const row = confusion[values.indexOf(truth)];
    const column = at(said);
    if (row && column >= 0) row[column] = (row[column] ?? 0) + 1;
  }
  const pairs = known.map(([truth, said]): Pair => [truth, said ?? "none"]);
  return {
    name,
    units: known.length,
    accuracy: percentAgreement(pairs),
    macroF1: macroF1(values, pairs),
    kappa: cohenKappa(pairs),
    values: columns,
    confusion,
  };
}

function macroF1(values: readonly string[], pairs: readonly Pair[]): number | null {
  const present = values.filter((value) => pairs.some(([truth]) => truth === value));
  if (present.length === 0) return null;
  const each = present.map((value) => {
    const both = pairs.filter(([truth, said]) => truth === value && said === value).length;
    const either = pairs.filter(([truth, said]) => (truth === value) !== (said === value)).length;
    return (2 * both) / (2 * both + either);
  });
  return each.reduce((sum, f1) => sum + f1, 0) / each.length;
}

function agreementOf(pairs: readonly Pair[], answers: readonly string[]) {
  return {
    percent: percentAgreement(pairs),
    kappa: cohenKappa(pairs),
    ac1: gwetAC1(pairs, answers),
    alpha: krippendorffAlpha(pairs),
  };
}
