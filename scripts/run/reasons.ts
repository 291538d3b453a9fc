import { DEAD_LETTER_REASONS, OUTCOMES, type Outcome, SETTLED_OUTCOMES } from "../../schemas/outcome.js";
import { UsageError } from "../errors.js";

/** Outcomes of files that were to be coded and were not. */
export const FAILED_OUTCOMES: readonly Outcome[] = OUTCOMES.filter(
  (outcome) => outcome !== "waiting" && !SETTLED_OUTCOMES.includes(outcome),
);

/** Every reason for which something may be tried again. */
export const RETRY_REASONS: readonly string[] = [...new Set([...FAILED_OUTCOMES, ...DEAD_LETTER_REASONS])];

/** The reason a user gave, or null for none. Throws `UsageError` where there is none of that name. */
export function checkReason(reason: string | undefined): string | null {
  if (reason === undefined) return null;
  if (RETRY_REASONS.includes(reason)) return reason;
  throw new UsageError(`--reason '${reason}' is none of: ${RETRY_REASONS.join(", ")}.`);
}
