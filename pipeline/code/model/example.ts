import type { PassageToCode } from "../../../schemas/coding.js";
import type { Domain, Stage } from "../../../schemas/innovation.js";

/** A passage with the codes a coder gave it: what the model learns from and is held against. */
export interface Example {
  passage: PassageToCode;
  document: string;
  body: string;
  /** "constructed", "real", or another kind such as "own"; figures are kept apart by it. */
  source: string;
  sampling: string;
  orientation: "none" | "problem_sensing" | "comfort_seeking" | "both";
  /** Sub-codes in small letters: p1-p5, c1-c6. */
  themes: readonly string[];
  innovation: boolean;
  stage: Stage | null;
  domain: Domain | null;
  /** Null where nobody coded the topic. */
  topic: string | null;
  /** The frames in which it was coded; it says nothing about others. All of them where absent. */
  frames?: readonly string[];
  /** Passages written or drawn together that may differ in kind from those to be coded; never scored. */
  set?: string;
}

/** The code of the innovation frame for a domain in words: "patient complaints" is "domain_patient_complaints". */
export function domainCode(domain: Domain): string {
  return `domain_${domain.replaceAll(" ", "_")}`;
}
