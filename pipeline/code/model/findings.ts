import type { Codebook } from "../../../schemas/codebook.js";
import type { RuleDecision, RuleHit } from "../rules/index.js";
import type { FrameFindings, RuleFindings } from "./types.js";

/** What a model reads of the rules of one frame: their hits, and what they decide alone. */
export function findingsOf(
  { version }: Codebook,
  hits: readonly RuleHit[],
  decisions: readonly RuleDecision[],
): FrameFindings {
  return { codebookVersion: version, hits, codes: new Set(decisions.map(({ code }) => code)) };
}

/** Whether the rules alone would give the code. */
export function isSeconded(
  findings: RuleFindings,
  { frame, code }: { frame: string; code: string },
): boolean {
  return findings.get(frame)?.codes.has(code) === true;
}
