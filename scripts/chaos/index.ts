import { Command } from "commander";
import { hasRedis } from "./servers.js";
import type { Backend } from "./stage.js";
import { runTrial, type TrialResult } from "./trial.js";

/**
 * `npm run chaos`: ingests generated minutes on workers that are killed, whose servers are restarted and cut off and
 * whose disk runs full, and compares what came of it, row by row, with an undisturbed run.
 * `npm run chaos -- scale`: rate, memory and speed-up over many documents (see scale.ts).
 */
const program = new Command("chaos")
  .description("Shows what the workers survive, with servers of its own.")
  .option("--seed <n>", "the same seed, the same files and the same order of faults", Number, 20261130)
  .option("--documents <n>", "files to ingest", Number)
  .option("--kills <n>", "workers to kill", Number)
  .option("--backend <name>", "where jobs are kept: redis or postgres", "redis")
  .option("--slow <ms>", "by how much each document is slowed", Number)
  .option("--short", "a minute instead of a quarter of an hour")
  .action(
    async (given: {
      seed: number;
      documents?: number;
      kills?: number;
      backend: Backend;
      slow?: number;
      short?: boolean;
    }) => {
      const { backend } = given;
      if (backend === "redis" && !hasRedis()) {
        process.stderr.write("SKIPPED: there is no redis-server here (apt-get install redis-server).\n");
        return;
      }
      const isShort = given.short === true;
      const kills = given.kills ?? (isShort ? 4 : backend === "redis" ? 50 : 15);
      const result = await runTrial({
        backend,
        seed: given.seed,
        documents: given.documents ?? (isShort ? 60 : backend === "redis" ? 600 : 300),
        kills,
        restarts: isShort ? 1 : backend === "redis" ? 5 : 3,
        cutMs: isShort ? 0 : 20_000,
        diskMs: isShort ? 0 : 15_000,
        workers: 3,
        // On PostgreSQL a worker with a wrong clock refuses to start, which a test of its own shows.
        hasWrongClock: backend === "redis",
        slowMs: given.slow ?? (isShort ? 1_500 : 4_000),
        say: (line) => process.stdout.write(`${line}\n`),
      });
      process.stdout.write(`\n${describe(result)}\n`);
      process.exitCode = isSound(result) ? 0 : 1;
    },
  );

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

function describe(result: TrialResult): string {
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
  ].join("\n");
}

if (process.argv[1]?.match(/chaos\/index\.[jt]s$/)) await program.parseAsync(process.argv);
