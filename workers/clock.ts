import type pg from "pg";

/** The clock of this machine is so wrong that it would take jobs from other machines. */
export class ClockError extends Error {
  override readonly name = "ExpectedError";
}

/** Beyond this a clock counts as wrong: a sixth of the time after which a job counts as left behind by its worker. */
const ALLOWED_MS = 5_000;

/**
 * Holds this machine's clock against the database's. Where jobs are kept in PostgreSQL, locks are times of the
 * workers' clocks: throws `ClockError` where they differ by more than five seconds. Redis keeps its own time, so
 * there a wrong clock is only told; jobs that it puts off too far are brought back by the sweepers.
 */
export async function checkClock(options: {
  pool: pg.Pool;
  backend: "postgres" | "redis";
  /** Hears of a wrong clock that is borne with. */
  warn: (words: string) => void;
}): Promise<void> {
  const before = Date.now();
  const { rows } = await options.pool.query<{ now: number }>(
    "select (extract(epoch from clock_timestamp()) * 1000)::float8 as now",
  );
  const after = Date.now();
  const now = rows[0]?.now ?? before;
  // The question may have waited for its answer: only what lies outside of that time is the clock's fault.
  const aheadMs = now < before ? before - now : now > after ? after - now : 0;
  if (Math.abs(aheadMs) <= ALLOWED_MS) return;
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  const words = `The clock of this machine is ${seconds} s ${aheadMs > 0 ? "ahead of" : "behind"} the database's.`;
  if (options.backend === "redis") {
    options.warn(`${words} Set it right (NTP).`);
    return;
  }
  throw new ClockError(
    `${words} With the queue in PostgreSQL it would take jobs from other workers: set it right (NTP) and start again.`,
  );
}
