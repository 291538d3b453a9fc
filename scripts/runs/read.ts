import type pg from "pg";
import type { Pins } from "../../sql/load/pins.js";
import { runQuery } from "../../sql/run-query.js";
import { UsageError } from "../errors.js";

/** One run as it is stored; `pins` are the versions by which it coded, null for commands that code nothing. */
export interface Run {
  runId: string;
  command: string;
  startedAt: Date;
  finishedAt: Date | null;
  status: string;
  counts: Record<string, number>;
  detail: string | null;
  arguments: Record<string, unknown>;
  pins: Pins | null;
}

/** The latest runs, the latest first. */
export function readRuns(pool: pg.Pool, limit: number): Promise<Run[]> {
  return runQuery<Run>(pool, "list_runs", [limit, null]);
}

/** One run. Throws `UsageError` where there is none of that number. */
export async function readRun(pool: pg.Pool, runId: string): Promise<Run> {
  const [run] = /^\d{1,18}$/.test(runId) ? await runQuery<Run>(pool, "list_runs", [1, runId]) : [];
  if (run === undefined) {
    throw new UsageError(`This archive has no run '${runId}'. Their numbers: boardsense runs list`);
  }
  return run;
}
