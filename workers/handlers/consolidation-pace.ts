/** How often the innovations of a body are put together while its documents come in. */
export interface ConsolidationPace {
  /** Notes how long it took for a body. */
  note(organisationCode: string, tookMs: number): void;
  /** How long to wait for further documents of the body before it is done again. */
  delayMs(organisationCode: string): number;
}

/** A body with a thousand meetings takes a thousand times as long as one with one: it gets at most this share of time. */
const WAITS_FOR_EACH = 10;
const LONGEST_MS = 60_000;

/** Remembers, for this process, how long each body took. A process that does not know waits as for a small one. */
export function createConsolidationPace(): ConsolidationPace {
  const took = new Map<string, number>();
  return {
    note: (organisationCode, tookMs) => void took.set(organisationCode, tookMs),
    delayMs: (organisationCode) => Math.min(LONGEST_MS, (took.get(organisationCode) ?? 0) * WAITS_FOR_EACH),
  };
}
