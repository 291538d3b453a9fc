import type { Codebook } from "../../schemas/codebook.js";
import type { Coding, PassageToCode } from "../../schemas/coding.js";
import { type AnalysedPassage, analysePassage } from "../text/index.js";
import { findingsOf } from "./model/findings.js";
import type { Model, ModelAnswer, RuleFindings } from "./model/types.js";
import { quoteSentence } from "./quote.js";
import { codeByRules, compileCodebook, decideByRules, matchRules } from "./rules/index.js";

/** Rises when the same passage, codebooks and model would be coded differently. */
export const CODE_VERSION = 2;

/** With what a set of coders codes; the same versions give the same codings. */
export interface CoderVersions {
  code: number;
  /** Version of each codebook, by frame. */
  codebooks: Record<string, string>;
  /** "name@version" of the trained model; null where only rules code. */
  model: string | null;
}

export interface Coders {
  /**
   * Every coder's answers about one passage: for each frame and coder either one row with code null ("none of
   * these") or a row for each code that applies. Depends on nothing but the fields of the passage.
   */
  code(passage: PassageToCode): Coding[];
  /** The same codings, and the model's probability for every code it knows (by "frame/code"), applying or not. */
  answer(passage: PassageToCode): ModelAnswer;
  versions: CoderVersions;
}

/**
 * Makes the coders of a run: the rules of every codebook, and the trained model for the frames it knows.
 * Throws where a rule of a codebook cannot be compiled.
 */
export function createCoders({
  codebooks,
  model,
}: {
  codebooks: readonly Codebook[];
  model: Model | null;
}): Coders {
  const compiled = codebooks.map((codebook) => compileCodebook(codebook));
  const codebookVersions = Object.fromEntries(
    codebooks.map((codebook) => [codebook.frame, codebook.version]),
  );
  const answer = (passage: PassageToCode): ModelAnswer => {
    const analysed = analysePassage(passage);
    const found = compiled.map((codebook) => {
      const hits = matchRules(codebook, analysed);
      return { codebook, hits, decisions: decideByRules(codebook.codebook, hits) };
    });
    const codings = found.flatMap(({ codebook, decisions }) => codeByRules(codebook, analysed, decisions));
    const findings: RuleFindings = new Map(
      found
        .filter(({ codebook: { codebook } }) => model?.frames.includes(codebook.frame))
        .map(({ codebook: { codebook }, hits, decisions }) => [
          codebook.frame,
          findingsOf(codebook, hits, decisions),
        ]),
    );
    const answered = model?.code(analysed, findings);
    return {
      codings: [...codings, ...(answered?.codings ?? [])].map((coding) => withQuote(coding, analysed)),
      probabilities: answered?.probabilities ?? new Map(),
    };
  };
  return {
    code: (passage) => answer(passage).codings,
    answer,
    versions: {
      code: CODE_VERSION,
      codebooks: codebookVersions,
      model: model?.versionWith(codebookVersions) ?? null,
    },
  };
}

function withQuote(coding: Coding, { text }: AnalysedPassage): Coding {
  const quote = quoteSentence(coding.spans, text);
  return quote === undefined ? coding : { ...coding, quote };
}
