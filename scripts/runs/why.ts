import { type CodebookDifference, compareCodebooks } from "../../pipeline/code/codebook/index.js";
import { ruleOfFeature } from "../../pipeline/code/model/feature-words.js";
import type { Codebook } from "../../schemas/codebook.js";
import type { ChangedCoding, StandingAnswer } from "./compare.js";

/** What of one frame's codebook makes codings differ. */
export interface ChangedCodebook {
  frame: string;
  differences: CodebookDifference[];
}

/** Differences named for one coding where no rule of its own reasons changed. */
const MOST_NAMED = 3;

/** What of two codebooks makes codings differ; wording for people is left out. */
export function differencesThatCode(before: Codebook, after: Codebook): CodebookDifference[] {
  return compareCodebooks(before, after).filter(({ what }) =>
    /^(rule |list |group |code \S+$|code \S+ > (parent|group)$|threshold|actors)/.test(what),
  );
}

/**
 * What changed between the two sides of a coding: who answers, by which version, and of the codebooks the rules that
 * its own reasons name, else those of its code or of one that it changed places with, else what changed elsewhere.
 */
export function sayWhyItChanged(change: ChangedCoding, codebooks: readonly ChangedCodebook[]): string[] {
  const { before, after, frame } = change;
  const reasons: string[] = [];
  if (before.coder !== after.coder) {
    reasons.push(`${sayAnswerOf(before)} stood before, ${sayAnswerOf(after)} stands now`);
  } else if (before.coderVersion !== after.coderVersion) {
    reasons.push(`${before.coder} ${before.coderVersion} -> ${after.coderVersion}`);
  }
  const named = rulesNamed(change);
  const ofItsRules = codebooks.flatMap((codebook) =>
    codebook.differences
      .filter(({ what }) => named.has(`${codebook.frame}.${/^rule (\S+)/.exec(what)?.[1]}`))
      .map((difference) => sayOf(codebook.frame, difference, frame)),
  );
  if (ofItsRules.length > 0) return [...reasons, ...ofItsRules];
  const own = codebooks.find((codebook) => codebook.frame === frame)?.differences ?? [];
  const codes = codesThatChanged(change);
  const ofItsCode = own.filter(({ what }) => what.split(/[\s>]+/).some((word) => codes.has(word)));
  if (ofItsCode.length > 0) return [...reasons, ...sayFirst(ofItsCode.map(sayDifference))];
  const others = codebooks.filter((codebook) => codebook.frame !== frame && readsEveryFrame(change));
  const elsewhere = [{ frame, differences: own }, ...others].flatMap((codebook) =>
    codebook.differences.map((difference) => sayOf(codebook.frame, difference, frame)),
  );
  if (elsewhere.length > 0) reasons.push(`no rule of its own; elsewhere ${sayFirst(elsewhere).join("; ")}`);
  return reasons.length > 0 ? reasons : [`codebook ${before.codebookVersion} -> ${after.codebookVersion}`];
}

/** A difference of two codebooks on one line. */
export function sayDifference({ what, change }: CodebookDifference): string {
  return `${what} ${change}`;
}

function sayOf(frame: string, difference: CodebookDifference, ownFrame: string): string {
  return `${sayDifference(difference)}${frame === ownFrame ? "" : ` (${frame})`}`;
}

function sayFirst(said: readonly string[]): string[] {
  const more = said.length - MOST_NAMED;
  return more > 0 ? [...said.slice(0, MOST_NAMED), `${more} more`] : [...said];
}

/** Codes of the answer that apply on one side only. */
function codesThatChanged({ before, after }: ChangedCoding): Set<string> {
  const [was, is] = [before, after].map(({ codings }) => new Set(codings.map(({ code }) => code ?? "")));
  return new Set(
    [...(was ?? []), ...(is ?? [])].filter((code) => was?.has(code) !== is?.has(code) && code !== ""),
  );
}

/** Rules of every frame are features of the model. */
function readsEveryFrame({ before, after }: ChangedCoding): boolean {
  return before.coder === "model" || after.coder === "model";
}

/** Rules, as "frame.id", that the reasons of either side's whole answer name. */
function rulesNamed({ before, after, frame }: ChangedCoding): Set<string> {
  const named = new Set<string>();
  for (const { because } of [...before.codings, ...after.codings]) {
    for (const rule of because.rules) named.add(`${frame}.${rule}`);
    for (const { feature } of because.features) {
      const rule = ruleOfFeature(feature);
      if (rule !== null) named.add(`${rule.frame}.${rule.ruleId}`);
    }
  }
  return named;
}

function sayAnswerOf({ coder, coderVersion }: StandingAnswer): string {
  if (coder === "model") return `the answer of the model ${coderVersion}`;
  return coder === "rules" ? "the answer of the rules" : `the answer of ${coder.replace("human:", "")}`;
}
