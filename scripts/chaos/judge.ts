import type { TrialResult } from "./trial.js";

/** Whether a trial ended as it must. */
export function isSound(result: TrialResult): boolean {
  return (
    result.differences.every(({ missing, unexpected }) => missing + unexpected === 0) &&
    result.waiting === 0 &&
    result.jobsLeft === 0 &&
    result.ownExits.length === 0 &&
    result.killsInLogs === result.kills.length
  );
}

/** A trial as a table, for the terminal. */
export function describeTrial(result: TrialResult): string {
  const holding = result.kills.filter(({ jobs }) => jobs.length > 0).length;
  const rows = result.differences.reduce((sum, difference) => sum + difference.rows, 0);
  const different = result.differences.filter(({ missing, unexpected }) => missing + unexpected > 0);
  const facts = [
    [
      "files",
      `${result.documents}: ${Object.entries(result.outcomes)
        .map(([outcome, files]) => `${files} ${outcome}`)
        .join(", ")}`,
    ],
    [
      "undisturbed, disturbed",
      `${result.seconds.undisturbed.toFixed(0)} s, ${result.seconds.disturbed.toFixed(0)} s`,
    ],
    ["workers killed", `${result.kills.length}, ${holding} of them while they held a job`],
    ["kills seen in the logs", `${result.killsInLogs}`],
    ["jobs they held", `${result.jobsHeld}, ${result.jobsTakenOver} of them logged as taken over`],
    ...Object.entries(result.faults).map(([name, count]) => [name, String(count)]),
    ...result.skipped.map((what) => ["SKIPPED", what]),
    ["rows compared", `${rows} in ${result.differences.length} tables`],
    ["rows that differ", different.length === 0 ? "none" : ""],
    ...different.map(({ table, missing, unexpected, example }) => [
      `  ${table}`,
      `${missing} missing, ${unexpected} unexpected, such as ${example}`,
    ]),
    ["files without an outcome", String(result.waiting)],
    ["jobs left in the queues", String(result.jobsLeft)],
    ["workers that ended by themselves", result.ownExits.join("; ") || "none"],
    ["workers that stopped on SIGTERM", String(result.stoppedInTime)],
    ["verdict", isSound(result) ? "nothing lost, nothing twice" : "NOT SOUND"],
  ];
  const errors = Object.entries(result.errorsLogged)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 25)
    .map(([words, count]) => `  ${String(count).padStart(5)}  ${words}`);
  return [
    ...facts.map(([name, value]) => `${(name ?? "").padEnd(34)}${value}`),
    "",
    "what the workers logged as errors",
    ...errors,
    ...(result.deadlocks.length > 0 ? ["", "deadlocks", ...result.deadlocks.slice(0, 40)] : []),
  ].join("\n");
}
