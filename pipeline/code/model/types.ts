import type { Coding } from "../../../schemas/coding.js";
import type { AnalysedPassage } from "../../text/index.js";
import type { RuleHit } from "../rules/index.js";

/** What the rules of one frame found in a passage, and the version of the codebook they stand in. */
export interface FrameFindings {
  codebookVersion: string;
  hits: readonly RuleHit[];
  /** The codes that apply by the rules alone. */
  codes: ReadonlySet<string>;
}

/** What the rules found in a passage, by frame. */
export type RuleFindings = ReadonlyMap<string, FrameFindings>;

/** A trained coder, ready to answer. Pure: what it says depends on the passage and the rules' findings alone. */
export interface Model {
  name: string;
  /** Rises or changes whenever its answers would. */
  version: string;
  /** The frames it answers for; the rules alone answer for the others. */
  frames: readonly string[];
  /**
   * What its codings are marked with, given the versions of the codebooks (by frame) whose rules it reads:
   * "name@version", and a fingerprint of those versions where they are not the ones it was trained with.
   */
  versionWith(codebooks: Readonly<Record<string, string>>): string;
  /** Answers for each frame that it knows and `findings` holds. */
  code(passage: AnalysedPassage, findings: RuleFindings): ModelAnswer;
}

export interface ModelAnswer {
  /** One row with code null a frame, or a row for each code that applies. */
  codings: Coding[];
  /** Calibrated probability of every code the model knows, whether it applies or not, by "frame/code". */
  probabilities: ReadonlyMap<string, number>;
}
