import type { Token } from "../../text/index.js";
import { type AtomBits, AtomSet, type TokenBits } from "./atoms.js";

/** Where a pattern was found: index of the first token after it, and the runs of tokens that its words took. */
export interface Match {
  start: number;
  end: number;
  /** Indexes of the tokens that matched words, in order; tokens passed over by gaps are not among them. */
  taken: number[];
}

export interface CompiledPattern {
  /** The least frequent atoms of which one must be there for the pattern to match; null where there is none. */
  anchors: readonly number[] | null;
  /** The first match. */
  find(tokens: readonly Token[], bits: TokenBits): Match | null;
}

/** What must still match from a token on. */
export type Continue = (at: number) => boolean;
/** One attempt to match a row of tokens. */
export interface Attempt {
  tokens: readonly Token[];
  bits: readonly AtomBits[];
  taken: number[];
}
/** Matches one part of a pattern from a token on, then what follows it. */
export type Step = (attempt: Attempt, at: number, next: Continue) => boolean;

/** One part after another. */
export function sequence(steps: readonly Step[]): Step {
  return steps.reduceRight<Step>(
    (rest, step) => (attempt, at, next) => step(attempt, at, (after) => rest(attempt, after, next)),
    (_attempt, at, next) => next(at),
  );
}

const CLAUSE_ENDS = new Set([";", ".", "?", "!", "•"]);

/** Passes over up to `most` tokens, not beyond the clause where it is held within. */
export function gap(most: number, isWithinClause: boolean): Step {
  return (attempt, at, next) => {
    for (let passed = 0; passed <= most; passed += 1) {
      if (next(at + passed)) return true;
      const token = attempt.tokens[at + passed];
      if (token === undefined || (isWithinClause && CLAUSE_ENDS.has(token.text))) return false;
    }
    return false;
  };
}

/** Bullets and dashes before the first word do not count. */
export function isAtStart(tokens: readonly Token[], at: number): boolean {
  for (let i = 0; i < at; i += 1) if (!/^[-–—•●▪◦·*(]$/.test(tokens[i]?.text ?? "")) return false;
  return true;
}

/** A mark after the last word does not count. */
export function isAtEnd(tokens: readonly Token[], at: number): boolean {
  return at === tokens.length || (at === tokens.length - 1 && tokens[at]?.pos === "PUNCT");
}

/** The first place where the steps match; tried only where the cheap questions allow it. */
export function finder(
  step: Step,
  first: AtomSet | null,
  needs: readonly (readonly number[])[],
): CompiledPattern["find"] {
  const asked = needs.map((need) => new AtomSet(need));
  return (tokens, { each: bits, union }) => {
    for (const need of asked) if (!need.hasAny(union)) return null;
    let end = -1;
    const reached: Continue = (at) => {
      end = at;
      return true;
    };
    const attempt: Attempt = { tokens, bits, taken: [] };
    for (let start = 0; start < tokens.length; start += 1) {
      if (first !== null && !first.hasAny(bits[start] as AtomBits)) continue;
      if (step(attempt, start, reached)) return { start, end, taken: attempt.taken };
      attempt.taken.length = 0;
    }
    return null;
  };
}
