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
  /** "real", "constructed". */
  name: string;
  passages: number;
  bodies: number;
  byCode: Record<string, CodeScores>;
  /** By what was chosen: "stage", "domain", "topic". */
  choices: Record<string, ChoiceScore>;
}

/** The scores of a model card. The first set is the one that stands beside the counts. */
export interface ErrorRates {
  modelVersion: string;
  sets: ScoredSet[];
}

/** The scores of a code on the set that stands beside the counts; null where it was not measured there. */
export function scoresOf(errorRates: ErrorRates | null, code: string): CodeScores | null {
  return errorRates?.sets[0]?.byCode[code] ?? null;
}

/** "precision 0.71 and recall 0.64 on real minutes (36 such passages among 676)", or that nothing was measured. */
export function sayErrorRate(errorRates: ErrorRates | null, code: string): string {
  const scores = scoresOf(errorRates, code);
  const set = errorRates?.sets[0];
  if (scores === null || set === undefined) return "error not measured";
  return `precision ${figure(scores.precision)} and recall ${figure(scores.recall)} on ${set.name} minutes (${scores.positives} such passages among ${set.passages})`;
}

/** "0.71 / 0.64" (precision, recall), or "n/m" where nothing was measured. */
export function shortErrorRate(errorRates: ErrorRates | null, code: string): string {
  const scores = scoresOf(errorRates, code);
  return scores === null ? "n/m" : `${figure(scores.precision)} / ${figure(scores.recall)}`;
}

/** "the domain was right in 25% of 36 such passages of real minutes", or that nothing was measured. */
export function sayChoice(errorRates: ErrorRates | null, choice: string): string {
  const score = errorRates?.sets[0]?.choices[choice];
  if (score === undefined) return `how often the ${choice} is right was not measured`;
  const share = `${Math.round(score.right * 100)}%`;
  return `the ${choice} was right in ${share} of ${score.passages} such passages of ${errorRates?.sets[0]?.name} minutes`;
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
