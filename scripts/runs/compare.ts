import { type Decision, decide } from "../../pipeline/code/decide.js";
import type { Coding } from "../../schemas/coding.js";

/** The answer that stands for one passage and frame on one side; no codes says "none of these". */
export interface StandingAnswer {
  coder: string;
  coderVersion: string;
  codebookVersion: string;
  codings: Decision[];
}

/** A code that applies to a passage by one side only. */
export interface ChangedCoding {
  passageId: string;
  frame: string;
  code: string;
  change: "gained" | "lost";
  before: StandingAnswer;
  after: StandingAnswer;
}

export interface Comparison {
  changes: ChangedCoding[];
  /** Codes that apply by both sides, counted by "frame/code". */
  same: Map<string, number>;
  /** Passages by frame: answered by both sides, or by one alone. */
  passages: Map<string, { both: number; onlyBefore: number; onlyAfter: number }>;
}

/**
 * What two sets of codings of the same passages decide differently, people before the model before the rules on each
 * side. A passage that one side never answered is counted, not compared: it says nothing about the versions.
 */
export function compareCodings(before: readonly Coding[], after: readonly Coding[]): Comparison {
  const [earlier, later] = [standingAnswers(before), standingAnswers(after)];
  const comparison: Comparison = { changes: [], same: new Map(), passages: new Map() };
  for (const key of new Set([...earlier.keys(), ...later.keys()])) {
    const [one, other] = [earlier.get(key), later.get(key)];
    const [passageId, frame] = JSON.parse(key) as [string, string];
    const counts = comparison.passages.get(frame) ?? { both: 0, onlyBefore: 0, onlyAfter: 0 };
    comparison.passages.set(frame, counts);
    if (one === undefined) counts.onlyAfter += 1;
    else if (other === undefined) counts.onlyBefore += 1;
    else {
      counts.both += 1;
      compareAnswers({ passageId, frame, before: one, after: other }, comparison);
    }
  }
  return comparison;
}

/** Adds what a further batch of passages gave. */
export function addComparison(to: Comparison, more: Comparison): void {
  to.changes.push(...more.changes);
  for (const [key, count] of more.same) to.same.set(key, (to.same.get(key) ?? 0) + count);
  for (const [frame, { both, onlyBefore, onlyAfter }] of more.passages) {
    const counts = to.passages.get(frame) ?? { both: 0, onlyBefore: 0, onlyAfter: 0 };
    counts.both += both;
    counts.onlyBefore += onlyBefore;
    counts.onlyAfter += onlyAfter;
    to.passages.set(frame, counts);
  }
}

/** The coding of a code in an answer; undefined where it does not apply. */
export function codingOf(answer: StandingAnswer, code: string): Decision | undefined {
  return answer.codings.find((coding) => coding.code === code);
}

function compareAnswers(pair: Omit<ChangedCoding, "code" | "change">, into: Comparison): void {
  const codes = new Set([...pair.before.codings, ...pair.after.codings].map(({ code }) => code));
  for (const code of codes) {
    if (code === null) continue;
    const [was, is] = [codingOf(pair.before, code), codingOf(pair.after, code)];
    if (was !== undefined && is !== undefined) {
      const key = `${pair.frame}/${code}`;
      into.same.set(key, (into.same.get(key) ?? 0) + 1);
    } else into.changes.push({ ...pair, code, change: was === undefined ? "gained" : "lost" });
  }
}

function standingAnswers(codings: readonly Coding[]): Map<string, StandingAnswer> {
  const answers = new Map<string, StandingAnswer>();
  for (const decision of decide(codings)) {
    const key = JSON.stringify([decision.passageId, decision.frame]);
    const answer = answers.get(key);
    if (answer !== undefined) answer.codings.push(decision);
    else {
      const { coder, coderVersion, codebookVersion } = decision;
      answers.set(key, { coder, coderVersion, codebookVersion, codings: [decision] });
    }
  }
  return answers;
}
