import type { Codebook } from "../../../schemas/codebook.js";
import { decideByRules, type RuleHit } from "../rules/index.js";
import type { FrameFindings } from "./types.js";

const NO_CODES: ReadonlySet<string> = new Set();

/** What a model reads of the rules of one frame: their hits, and what they would decide alone. */
export function findingsOf(codebook: Codebook, hits: readonly RuleHit[]): FrameFindings {
  const codes = hits.length === 0 ? NO_CODES : new Set(decideByRules(codebook, hits).map(({ code }) => code));
  return { codebookVersion: codebook.version, hits, codes };
}
