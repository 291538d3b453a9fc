import type { Coding, PassageToCode } from "../../schemas/coding.js";
import { DOMAINS, type Domain, STAGES, type Stage } from "../../schemas/innovation.js";
import type { Coders, CoderVersions } from "./coders.js";
import { decide } from "./decide.js";
import { domainCode } from "./model/example.js";
import { TOPICS } from "./model/tasks.js";

/** Why a code was given: the words, and the rule or the features that took them for it. */
export type Reason =
  | { code: string; quote: string | null; rule: string }
  | { code: string; quote: string | null; features: string[] };

/** What the coders decided about one passage, in the vocabulary of the coding guide. */
export interface PassageAnswer {
  id: string;
  orientation: "none" | "problem_sensing" | "comfort_seeking" | "both";
  p_problem_sensing: number | null;
  p_comfort_seeking: number | null;
  /** "P1" to "P5" and "C1" to "C6". */
  themes: string[];
  innovation: "yes" | "no";
  p_innovation: number | null;
  stage: Stage | null;
  domain: Domain | null;
  topic: string | null;
  because: Reason[];
  versions: CoderVersions;
}

/** The frames an answer is made from. */
export const ANSWERED_FRAMES = ["orientation", "innovation", "attention"] as const;

/**
 * Codes one passage and states the decision, human over model over rules, as the pipeline would.
 * Probabilities are null where only rules code.
 */
export function answerPassage(coders: Coders, passage: PassageToCode): PassageAnswer {
  const { codings, probabilities } = coders.answer(passage);
  const decisions = decide(codings).filter(({ code }) => code !== null);
  const applies = (frame: string, code: string) =>
    decisions.some((decision) => decision.frame === frame && decision.code === code);
  const probability = (key: string) => {
    const p = probabilities.get(key);
    return p === undefined ? null : Math.round(p * 1e4) / 1e4;
  };
  const isProblem = applies("orientation", "problem_sensing");
  const isComfort = applies("orientation", "comfort_seeking");
  return {
    id: passage.id,
    orientation: orientationOf(isProblem, isComfort),
    p_problem_sensing: probability("orientation/problem_sensing"),
    p_comfort_seeking: probability("orientation/comfort_seeking"),
    themes: decisions
      .filter(({ frame, code }) => frame === "orientation" && /^[pc]\d$/.test(code ?? ""))
      .map(({ code }) => (code as string).toUpperCase()),
    innovation: applies("innovation", "mention") ? "yes" : "no",
    p_innovation: probability("innovation/mention"),
    stage: STAGES.find((stage) => applies("innovation", `stage_${stage}`)) ?? null,
    domain: DOMAINS.find((domain) => applies("innovation", domainCode(domain))) ?? null,
    topic: TOPICS.find((topic) => applies("attention", topic)) ?? null,
    because: decisions
      .filter(({ frame }) => ANSWERED_FRAMES.some((answered) => answered === frame))
      .flatMap(reasonsOf),
    versions: coders.versions,
  };
}

function reasonsOf({ code, spans, because }: Coding): Reason[] {
  const quotes = spans.length > 0 ? spans.map(({ quote }) => quote) : [null];
  const named = code ?? "";
  if (because.features.length > 0) {
    const features = because.features.map(({ feature }) => feature);
    return quotes.map((quote) => ({ code: named, quote, features }));
  }
  const rule = because.rules.join(", ");
  return quotes.map((quote) => ({ code: named, quote, rule }));
}

/** The coding guide's word for what the two orientation codes say together. */
export function orientationOf(isProblem: boolean, isComfort: boolean): PassageAnswer["orientation"] {
  if (isProblem && isComfort) return "both";
  if (isProblem) return "problem_sensing";
  return isComfort ? "comfort_seeking" : "none";
}
