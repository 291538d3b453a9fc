import type { Outcome } from "../../schemas/outcome.js";
import { OUTCOMES, SETTLED_OUTCOMES } from "../../schemas/outcome.js";
import type { FailedBody } from "../../sql/load/index.js";

/** Files by outcome, in the order of the outcomes, those that occur only. */
export function sortOutcomes(counts: ReadonlyMap<Outcome, number>): { outcome: Outcome; files: number }[] {
  return OUTCOMES.map((outcome) => ({ outcome, files: counts.get(outcome) ?? 0 })).filter(
    ({ files }) => files > 0,
  );
}

/** Whether some of the files were not coded although they were to be. */
export function hasUncoded(counts: ReadonlyMap<Outcome, number>): boolean {
  return sortOutcomes(counts).some(({ outcome }) => !SETTLED_OUTCOMES.includes(outcome));
}

/** "48 coded, 3 no readable text". */
export function describeOutcomes(counts: ReadonlyMap<Outcome, number>): string {
  const parts = sortOutcomes(counts).map(({ outcome, files }) => `${files} ${outcome}`);
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

/** Which bodies have no innovations, why, and what to do: a line each. */
export function describeFailedBodies(bodies: readonly FailedBody[]): string {
  return bodies
    .map(({ organisationCode, organisationName, lastError, retryWith }) => {
      const name = organisationName === null ? organisationCode : `${organisationName} (${organisationCode})`;
      return `The innovations of ${name} could not be put together: ${lastError} Try again: ${retryWith}\n`;
    })
    .join("");
}
