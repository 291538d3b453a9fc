import type pg from "pg";
import type { OcrMode } from "../../schemas/config.js";
import type { Pins } from "../../sql/load/pins.js";
import { runQuery } from "../../sql/run-query.js";
import { type CodingPlan, pinnedPlan } from "./coding-plan.js";

/** By what a run reads and codes; the OCR mode is null where the run names none. */
export type RunVersions = Pins & { ocr: OcrMode | null };

/** What this process knows of runs. */
export interface RunPlans {
  /** The versions of a run. Throws where the archive has no such run. */
  versionsOf(runId: string): Promise<RunVersions>;
  /** By what the documents of a run are coded. */
  planOf(runId: string): Promise<CodingPlan>;
}

/** Plans kept by one process; runs of an archive nearly always share one. */
const KEPT = 4;
/** Runs whose versions are kept; a worker runs for months. */
const KEPT_RUNS = 1_000;

/**
 * Answers by what the documents of a run are coded. Every run notes its versions when it starts, so that a job codes
 * alike on every machine and after every upgrade.
 */
export function createRunPlans(pool: pg.Pool): RunPlans {
  const plans = new Map<string, Promise<CodingPlan>>();
  const versionsOfRun = new Map<string, RunVersions>();
  const versionsOf = async (runId: string): Promise<RunVersions> => {
    const known = versionsOfRun.get(runId);
    if (known !== undefined) return known;
    const [row] = await runQuery<{ pins: Pins | null; ocr: OcrMode | null }>(pool, "read_run_versions", [
      runId,
    ]);
    if (row?.pins == null) throw new Error(`The run ${runId} is not in this archive, or names no versions.`);
    forgetOldest(versionsOfRun, KEPT_RUNS);
    const versions = { ...row.pins, ocr: row.ocr };
    versionsOfRun.set(runId, versions);
    return versions;
  };
  const planOf = async (runId: string): Promise<CodingPlan> => {
    const pins = await versionsOf(runId);
    const key = JSON.stringify([pins.coders, pins.modelVersion]);
    let plan = plans.get(key);
    if (plan === undefined) {
      forgetOldest(plans, KEPT);
      plan = pinnedPlan(pool, pins);
      plans.set(key, plan);
      // A plan that could not be read for once must not be remembered so.
      plan.catch(() => plans.delete(key));
    }
    return plan;
  };
  return { versionsOf, planOf };
}

function forgetOldest(map: Map<string, unknown>, kept: number): void {
  const [oldest] = map.keys();
  if (map.size >= kept && oldest !== undefined) map.delete(oldest);
}
