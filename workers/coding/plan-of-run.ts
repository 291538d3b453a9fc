import type pg from "pg";
import type { Pins } from "../../sql/load/pins.js";
import { runQuery } from "../../sql/run-query.js";
import { type CodingPlan, pinnedPlan } from "./coding-plan.js";

/** Plans kept by one process; runs of an archive nearly always share one. */
const KEPT = 4;

/**
 * Answers by what the documents of a run are coded. Every run notes its versions when it starts, so that a job codes
 * alike on every machine and after every upgrade.
 */
export function createPlanOfRun(pool: pg.Pool): (runId: string) => Promise<CodingPlan> {
  const plans = new Map<string, Promise<CodingPlan>>();
  const versionsOfRun = new Map<string, Pins>();
  return async (runId) => {
    let pins = versionsOfRun.get(runId);
    if (pins === undefined) {
      const [row] = await runQuery<{ pins: Pins }>(pool, "read_run_versions", [runId]);
      if (row?.pins == null)
        throw new Error(`The run ${runId} is not in this archive, or names no versions.`);
      pins = row.pins;
      versionsOfRun.set(runId, pins);
    }
    const key = JSON.stringify([pins.coders, pins.modelVersion]);
    let plan = plans.get(key);
    if (plan === undefined) {
      const [oldest] = plans.keys();
      if (plans.size >= KEPT && oldest !== undefined) plans.delete(oldest);
      plan = pinnedPlan(pool, pins);
      plans.set(key, plan);
      // A plan that could not be read for once must not be remembered so.
      plan.catch(() => plans.delete(key));
    }
    return plan;
  };
}
