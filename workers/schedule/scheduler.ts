import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { enqueueUnfinished, waitUntilFinished } from "../ingest/finish.js";
import type { Queues } from "../queue/queues.js";
import { PRIORITY } from "../queue/queues.js";
import { carryOutNight, type NightReport, type NightTools } from "./carry-out.js";
import { claimDueNights } from "./claim-due.js";

/** Carries out the archive's schedules in this process until it is stopped. */
export interface Scheduler {
  /** Leaves nights that are being carried out to the next process. Safe to call twice. */
  stop(): Promise<void>;
}

/** How often a process asks whether a night is due. */
const LOOK_EVERY_MS = 20_000;

/** The name by which one process holds nights. */
export function holderName(): string {
  return `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
}

/**
 * Carries out every night that falls due, and at once those that were missed or whose process died. Any number of
 * processes may do so: of all that see a night due, one gets it. What is new goes into the queues behind what users
 * wait for.
 */
export function startScheduler(
  tools: NightTools & { queues: Queues },
  options: { lookEveryMs?: number; onNight?: (report: NightReport) => void } = {},
): Scheduler {
  const holder = holderName();
  const stopping = new AbortController();
  const { signal } = stopping;
  const nights = new Set<Promise<unknown>>();
  const loop = async () => {
    while (!signal.aborted) {
      try {
        for (const due of await claimDueNights(tools.pool, { holder })) {
          const night = carryOutNight(tools, {
            ...due,
            signal,
            work: (plan, stop) => workByQueue(tools, plan, stop),
          })
            .then((report) => options.onNight?.(report))
            .finally(() => nights.delete(night));
          nights.add(night);
        }
      } catch (error) {
        tools.log.error({ error: (error as Error).message }, "the schedules could not be looked at");
      }
      await sleep(options.lookEveryMs ?? LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
      await Promise.allSettled(nights);
    },
  };
}

/** Puts everything that is to be done into the queues and waits until workers, here or elsewhere, have done it. */
async function workByQueue(
  { pool, queues }: NightTools & { queues: Queues },
  plan: { runId: string; codeKey: string },
  signal: AbortSignal,
): Promise<boolean> {
  const options = { runId: plan.runId, codeKey: plan.codeKey, priority: PRIORITY.backlog };
  await enqueueUnfinished(pool, queues, options);
  await waitUntilFinished(pool, queues, { ...options, signal, onProgress: () => {} });
  return !signal.aborted;
}
