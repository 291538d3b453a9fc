import type pg from "pg";
import { runQuery } from "../run-query.js";

export type RunStatus = "done" | "failed" | "stopped";

/** Notes that a run begins and returns its id. The record stays, even of a run in which nothing was new. */
export async function startRun(
  pool: pg.Pool,
  command: string,
  args: Record<string, unknown> = {},
): Promise<string> {
  const [row] = await runQuery<{ run_id: string }>(pool, "start_run", [command, JSON.stringify(args)]);
  return row?.run_id as string;
}

/** Notes how a run ended; the first end stands. */
export async function finishRun(
  pool: pg.Pool,
  runId: string,
  end: { status: RunStatus; counts?: Record<string, number>; detail?: string | null },
): Promise<void> {
  await runQuery(pool, "finish_run", [
    runId,
    end.status,
    JSON.stringify(end.counts ?? {}),
    end.detail ?? null,
  ]);
}
