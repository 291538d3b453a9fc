import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { readPins, readStandingRun } from "../sql/load/index.js";
import { ClockError, checkClock } from "./clock.js";
import { pinnedCodeKey } from "./coding/coding-plan.js";
import { fillQueues } from "./ingest/fill-queues.js";
import type { Logger } from "./logger.js";
import type { Queues } from "./queue/queues.js";

/** Looks after the queues of an archive while workers run. */
export interface Sweeper {
  /** Looks now instead of at the next turn: a queue ran dry. */
  nudge(): void;
  /** Stops after the look that is being taken, or at once where it takes longer than `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

const EVERY_MS = 10_000;
/** Workers that look at the same moment do no harm, only double work. */
const JITTER = 0.3;
/** A queue that is dry because nothing is left is not looked at more often than this. */
const SOONEST_MS = 1_000;
/** Documents that other coders coded are looked for so seldom, since all of the archive has to be looked at. */
const THOROUGH_EVERY_MS = 5 * 60_000;

/**
 * Every worker sweeps: what the warehouse wants and no queue holds is queued again, whatever became of the job (a
 * queue server that lost its memory, a worker that gave up while the database was away). Errors are logged and the
 * next turn tries again. `onUnfit` hears that this machine must not work on (its clock).
 */
export function startSweeper(options: {
  pool: pg.Pool;
  queues: Queues;
  log: Logger;
  onUnfit: (error: ClockError) => void;
}): Sweeper {
  const { pool, queues, log } = options;
  const stopping = new AbortController();
  let turn = new AbortController();
  let thoroughAt = 0;

  const sweep = async (): Promise<void> => {
    const isThorough = performance.now() >= thoroughAt;
    // Said now and again, not at every look.
    const warn = (words: string) => isThorough && log.error(words);
    await checkClock({ pool, backend: queues.backend.kind, warn });
    const pins = await readPins(pool);
    const runId = await readStandingRun(pool);
    if (pins === null || runId === null) return;
    const promoted = await queues.promoteForgotten();
    if (promoted > 0) log.warn({ jobs: promoted }, "jobs that a wrong clock had put off are done now");
    if (isThorough) thoroughAt = performance.now() + THOROUGH_EVERY_MS;
    const offered = await fillQueues(pool, queues, { runId, codeKey: pinnedCodeKey(pins), isThorough });
    if (offered.extract + offered.code + offered.consolidate > 0) log.info({ ...offered }, "queues filled");
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      turn = new AbortController();
      await sweep().catch((error: Error) => {
        if (error instanceof ClockError) options.onUnfit(error);
        else log.warn({ error: error.message }, "the queues could not be looked after; tried again");
      });
      await pause(SOONEST_MS, stopping.signal);
      const wait = EVERY_MS * (1 + JITTER * (Math.random() - 0.5));
      await pause(wait - SOONEST_MS, AbortSignal.any([stopping.signal, turn.signal]));
    }
  };
  const looping = loop();
  return {
    nudge: () => turn.abort(),
    stop: async (withinMs) => {
      stopping.abort();
      await Promise.race([looping, sleep(withinMs, undefined, { ref: false })]);
    },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
