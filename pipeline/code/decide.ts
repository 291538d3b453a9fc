import type { CoderName, Coding } from "../../schemas/coding.js";

/** The answer that stands for one passage, frame and code: the coding of the coder with most authority. */
export type Decision = Coding;

/** Kinds of coders, the one whose word counts most first. */
export const CODERS_BY_AUTHORITY = ["human", "model", "rules"] as const;

/** The coder under whose name people put what they agreed on after talking it over: it stands over each of them. */
export const CONSENSUS: CoderName = "human:consensus";

/**
 * The decisions on any set of codings: for each passage and frame the whole answer of the coder with most authority,
 * a person over the model over the rules. Where several people coded a passage, their consensus stands where there is
 * one, else the answer given by most of them, on a tie that of the person whose name comes first; of one coder the
 * last version. The order of the codings does not matter, and leaving coders out of `codings` gives the decisions
 * without them. Sorted by passage (in the order first seen), frame and code. `sql/queries/decide_answers.sql` decides
 * by the same rule; docs/decisions/0012 says why.
 */
export function decide(codings: readonly Coding[]): Decision[] {
  const byPassage = groupBy(codings, (coding) => coding.passageId);
  return [...byPassage.values()].flatMap((ofPassage) =>
    [...groupBy(ofPassage, (coding) => coding.frame).entries()]
      .sort(([one], [other]) => compare(one, other))
      .flatMap(([, ofFrame]) => sortByCode(standingAnswer(ofFrame))),
  );
}

function standingAnswer(codings: readonly Coding[]): readonly Coding[] {
  const byCoder = groupBy(codings, (coding) => coding.coder);
  const names = [...byCoder.keys()].sort(
    (one, other) => authority(one) - authority(other) || compare(one, other),
  );
  const first = names[0];
  if (first === undefined) return [];
  const answerOf = (name: CoderName) => lastVersion(byCoder.get(name) ?? []);
  const peers = names.filter((name) => authority(name) === authority(first));
  const byAnswer = groupBy(peers, (name) => answerKey(answerOf(name)));
  let standing: CoderName[] = [];
  for (const supporters of byAnswer.values()) {
    if (supporters.length > standing.length) standing = supporters;
  }
  return answerOf(standing[0] ?? first);
}

function lastVersion(codings: readonly Coding[]): readonly Coding[] {
  const last = codings.reduce(
    (version, coding) => (coding.coderVersion > version ? coding.coderVersion : version),
    "",
  );
  return codings.filter(({ coderVersion }) => coderVersion === last);
}

function authority(coder: CoderName): number {
  if (coder === CONSENSUS) return -1;
  return CODERS_BY_AUTHORITY.findIndex((kind) => coder === kind || coder.startsWith(`${kind}:`));
}

function answerKey(codings: readonly Coding[]): string {
  return JSON.stringify(codings.map((coding) => coding.code ?? "").sort());
}

function sortByCode(codings: readonly Coding[]): Coding[] {
  return [...codings].sort((one, other) => compare(one.code ?? "", other.code ?? ""));
}

// Not localeCompare: its order depends on the machine's language.
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
