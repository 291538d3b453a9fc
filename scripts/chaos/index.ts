import { Command } from "commander";
import { describeTrial, isSound } from "./judge.js";
import { addScaleCommand } from "./scale.js";
import { hasRedis } from "./servers.js";
import type { Backend } from "./stage.js";
import { runTrial } from "./trial.js";

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
      process.stdout.write(`\n${describeTrial(result)}\n`);
      process.exitCode = isSound(result) ? 0 : 1;
    },
  );

addScaleCommand(program);
await program.parseAsync(process.argv);
