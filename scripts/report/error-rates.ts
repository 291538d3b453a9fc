/** How well a code was found on texts that the coder had not seen. */
export interface ErrorRate {
  precision: number;
  recall: number;
  /** Passages to which the code truly applies, in the texts it was tested on; null where the card is silent. */
  positives: number | null;
}

/** Scores of one model card. */
export interface ErrorRates {
  modelVersion: string;
  /** What the scores were measured on, in the card's words. */
  testedOn: string;
  /** By code. */
  byCode: Record<string, ErrorRate>;
}

/** "precision 0.71, recall 0.64", or that nothing was measured. */
export function sayErrorRate(errorRates: ErrorRates | null, code: string): string {
  const rate = errorRates?.byCode[code];
  if (rate === undefined) return "not measured";
  return `precision ${rate.precision.toFixed(2)}, recall ${rate.recall.toFixed(2)}`;
}

/** "0.71 / 0.64" (precision, recall), or "n/m" where nothing was measured. */
export function shortErrorRate(errorRates: ErrorRates | null, code: string): string {
  const rate = errorRates?.byCode[code];
  return rate === undefined ? "n/m" : `${rate.precision.toFixed(2)} / ${rate.recall.toFixed(2)}`;
}
