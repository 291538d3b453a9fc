/** A score with its 95% interval, where it was estimated; `value` null where there was nothing to judge. */
export interface Score {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** How well one code was found in texts that the coder had not seen. */
export interface CodeScores {
  precision: Score;
  recall: Score;
  /** Passages to which the code truly applies. */
  positives: number;
}

/** How often one of several values was chosen rightly, over so many passages. */
export interface ChoiceScore {
  right: number;
  passages: number;
}

/** Scores on one kind of text. */
export interface ScoredSet {
  /** People coded it, in this archive; else a language model did, elsewhere. */
  isHumanCoded?: boolean;
  /** "real", "constructed". */
  name: string;
  passages: number;
  bodies: number;
  byCode: Record<string, CodeScores>;
  /** By what was chosen: "stage", "domain", "topic". */
  choices: Record<string, ChoiceScore>;
}

/** Scores by people's codings of this archive where there are any, then those of a model card. */
export interface ErrorRates {
  modelVersion: string;
  sets: ScoredSet[];
}

/** The set that stands beside the counts of a code: the first that has it, of the card's sets only the very first. */
export function setOf(errorRates: ErrorRates | null, code: string): ScoredSet | null {
  return (
    candidatesOf(errorRates).find(({ byCode }) => byCode[code] !== undefined) ??
    candidatesOf(errorRates).at(-1) ??
    null
  );
}

/** The sets of this archive, and the first of the card: what was measured on other texts is no better than that. */
function candidatesOf(errorRates: ErrorRates | null): ScoredSet[] {
  const sets = errorRates?.sets ?? [];
  const elsewhere = sets.find(({ isHumanCoded }) => isHumanCoded !== true);
  return [
    ...sets.filter(({ isHumanCoded }) => isHumanCoded === true),
    ...(elsewhere === undefined ? [] : [elsewhere]),
  ];
}

/** The scores of a code on the set that stands beside its counts; null where it was not measured there. */
export function scoresOf(errorRates: ErrorRates | null, code: string): CodeScores | null {
  return setOf(errorRates, code)?.byCode[code] ?? null;
}

/** "precision 0.71 and recall 0.64 on real minutes (36 such passages among 676)", or that nothing was measured. */
export function sayErrorRate(errorRates: ErrorRates | null, code: string): string {
  const scores = scoresOf(errorRates, code);
  const set = setOf(errorRates, code);
  if (scores === null || set === null) return "error not measured";
  return `precision ${figure(scores.precision)} and recall ${figure(scores.recall)} on ${set.name} minutes (${scores.positives} such passages among ${set.passages})`;
}

/** "0.71 / 0.64" (precision, recall), or "n/m" where nothing was measured. */
export function shortErrorRate(errorRates: ErrorRates | null, code: string): string {
  const scores = scoresOf(errorRates, code);
  return scores === null ? "n/m" : `${figure(scores.precision)} / ${figure(scores.recall)}`;
}

/** "the domain was right in 25% of 36 such passages of real minutes", or that nothing was measured. */
export function sayChoice(errorRates: ErrorRates | null, choice: string): string {
  const set = candidatesOf(errorRates).find(({ choices }) => choices[choice] !== undefined);
  const score = set?.choices[choice];
  if (set === undefined || score === undefined) return `how often the ${choice} is right was not measured`;
  const share = `${Math.round(score.right * 100)}%`;
  return `the ${choice} was right in ${share} of ${score.passages} such passages of ${set.name} minutes`;
}

/** "0.71 [0.60, 0.80]", "0.71", or "–". */
export function figureWithInterval({ value, low, high }: Score): string {
  if (value === null) return "–";
  return low === null || high === null
    ? value.toFixed(2)
    : `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function figure({ value }: Score): string {
  return value === null ? "–" : value.toFixed(2);
}
