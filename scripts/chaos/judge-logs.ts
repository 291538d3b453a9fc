import { readFileSync } from "node:fs";
import type { Kill } from "./faults.js";
import type { LogLine } from "./fleet.js";
import type { TrialResult } from "./trial.js";

const LINES_OF_A_DEADLOCK = 12;

/** Deadlocks in a log of PostgreSQL, each with the lines that describe it. */
export function readDeadlocks(logFile: string): string[] {
  const lines = readFileSync(logFile, "utf8").split("\n");
  return lines.flatMap((line, index) =>
    line.includes("deadlock detected") ? lines.slice(index, index + LINES_OF_A_DEADLOCK) : [],
  );
}

/** What the logs of the workers say of the kills and of errors. */
export function judgeLogs(
  lines: readonly LogLine[],
  kills: readonly Kill[],
): Pick<TrialResult, "killsInLogs" | "jobsHeld" | "jobsTakenOver" | "errorsLogged"> {
  const pidOf = (kill: Kill) => Number(kill.workerName.split("-").at(-1));
  const stopped = new Set(lines.filter(({ msg }) => msg === "worker stopped").map(({ pid }) => pid));
  const started = new Set(lines.filter(({ msg }) => msg === "worker started").map(({ pid }) => pid));
  const takenOver = new Set(
    lines.filter(({ msg }) => msg.startsWith("a worker died over this job")).map(({ job }) => job),
  );
  const held = kills.flatMap(({ jobs }) => jobs);
  const errorsLogged: Record<string, number> = {};
  for (const { msg, error } of lines) {
    if (error === undefined) continue;
    const words = `${msg}: ${error.replace(/\d{2,}|[0-9a-f]{12,}/g, "…").slice(0, 100)}`;
    errorsLogged[words] = (errorsLogged[words] ?? 0) + 1;
  }
  return {
    killsInLogs: kills.filter((kill) => started.has(pidOf(kill)) && !stopped.has(pidOf(kill))).length,
    jobsHeld: held.length,
    jobsTakenOver: held.filter((job) => takenOver.has(job)).length,
    errorsLogged,
  };
}
