import { Command, InvalidArgumentError } from "commander";
import { QUEUE_NAMES, type QueueName } from "../../schemas/jobs.js";
import { startEngine } from "../../workers/engine.js";
import { PRIORITY } from "../../workers/queue/queues.js";
import { startScheduler } from "../../workers/schedule/scheduler.js";
import { openArchive } from "../archive.js";
import { onInterrupt } from "../run/process-archive.js";

/** Documents in work get this long after SIGTERM; then they are handed back to the queue. */
const GRACE_MS = 30_000;

/** `boardsense worker`: works on the archive's queues until it is told to stop. */
export function workerCommand(): Command {
  return new Command("worker")
    .description(
      "Work on the archive's queues until told to stop; run as many as you like, on as many machines.",
    )
    .option("--queues <names>", `comma-separated: ${QUEUE_NAMES.join(",")}`, parseQueues, [...QUEUE_NAMES])
    .option("--concurrency <n>", "documents read at the same time", parsePositive)
    .addHelpText(
      "after",
      "\nExample:\n\n    DATABASE_URL=postgres://… REDIS_URL=redis://… boardsense worker --concurrency 4\n",
    )
    .action(async (options: { queues: readonly QueueName[]; concurrency?: number }, command: Command) => {
      const archive = await openArchive(command, { logTo: "stderr" });
      try {
        if (options.concurrency !== undefined) archive.config.BOARDSENSE_CONCURRENCY = options.concurrency;
        const engine = await startEngine({ ...archive, priority: PRIORITY.backlog, names: options.queues });
        const scheduler = startScheduler({ ...archive, queues: engine.queues });
        process.stderr.write(
          `Working on ${options.queues.join(", ")} (queue in ${engine.queues.backend.kind}).\n`,
        );
        await new Promise<void>((stopped) => {
          const release = onInterrupt(() => {
            release();
            stopped();
          });
        });
        await scheduler.stop();
        process.stderr.write("Stopping: documents in work are finished or handed back.\n");
        await engine.stop(GRACE_MS);
      } finally {
        await archive.close();
      }
    });
}

function parseQueues(text: string): QueueName[] {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !(QUEUE_NAMES as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`There is no queue '${unknown}'. Allowed: ${QUEUE_NAMES.join(", ")}.`);
  }
  return names as QueueName[];
}

function parsePositive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("A whole number from 1 up.");
  return number;
}
