import type { Coding } from "../../../schemas/coding.js";
import type { AnalysedPassage } from "../../text/index.js";
import type { CompiledCodebook } from "./compile.js";
import { decideByRules, type RuleDecision } from "./decide.js";
import { joinSpans, matchRules } from "./match.js";

export { type CompiledCodebook, compileCodebook } from "./compile.js";
export { chooseInGroup, decideByRules, type RuleDecision } from "./decide.js";
export { matchRules, type RuleHit } from "./match.js";
export { PatternError } from "./syntax.js";

/** Rises when the same codebook and passage would be answered otherwise. */
export const RULES_VERSION = 1;

/**
 * What the rules say of a passage in one frame: a coding for each code that applies, or one with `code` null.
 * The spans are the words that decided; rules give no probability. `decisions` are for a caller that has them already.
 */
export function codeByRules(
  compiled: CompiledCodebook,
  passage: AnalysedPassage,
  decisions: readonly RuleDecision[] = decideByRules(compiled.codebook, matchRules(compiled, passage)),
): Coding[] {
  const answer = {
    passageId: passage.id,
    frame: compiled.codebook.frame,
    coder: "rules" as const,
    coderVersion: String(RULES_VERSION),
    codebookVersion: compiled.codebook.version,
    probability: null,
  };
  if (decisions.length === 0) {
    return [{ ...answer, code: null, spans: [], because: { rules: [], features: [], note: null } }];
  }
  return decisions.map(({ code, hits: own }) => ({
    ...answer,
    code,
    spans: joinSpans(
      own.flatMap((hit) => hit.spans),
      passage.text.text,
    ),
    because: {
      rules: own.map((hit) => hit.ruleId),
      features: [],
      note:
        own.length === 0 ? "No rule speaks for any code of the group: the one named for that case." : null,
    },
  }));
}
