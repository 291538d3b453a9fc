import { setTimeout as sleep } from "node:timers/promises";
import { Command, InvalidArgumentError } from "commander";
import { QUEUE_NAMES, type QueueName } from "../../schemas/jobs.js";
import { startEngine } from "../../workers/engine.js";
import { startScheduler } from "../../workers/schedule/scheduler.js";
import { type Archive, openArchive } from "../archive.js";
import { onInterrupt } from "../run/process-archive.js";

/** Documents in work get this long after SIGTERM; then they are handed back to the queue. */
const GRACE_MS = 30_000;
/** A database that does not answer for so long is away; the largest document takes a tenth of it to store. */
const ANSWER_LIMIT_MS = 120_000;
const CLOSE_LIMIT_MS = 5_000;
const LEAVE_MS = 1_000;

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
      const archive = await openArchive(command, { logTo: "stderr", answerLimitMs: ANSWER_LIMIT_MS });
      // A broken connection of which nobody heard must not end a worker that would be at work again in a moment.
      process.on("unhandledRejection", (reason) => {
        archive.log.error({ error: reason instanceof Error ? reason.message : String(reason) }, "unexpected");
      });
      if (options.concurrency !== undefined) archive.config.BOARDSENSE_CONCURRENCY = options.concurrency;
      try {
        await work(archive, options.queues);
      } finally {
        await Promise.race([archive.close(), sleep(CLOSE_LIMIT_MS, undefined, { ref: false })]);
        // A server that is away may hold connections open that nobody needs any more.
        setTimeout(() => process.exit(), LEAVE_MS).unref();
      }
    });
}

async function work(archive: Archive, names: readonly QueueName[]): Promise<void> {
  let unfit: Error | null = null;
  let stopNow = () => {};
  const told = new Promise<void>((stop) => {
    stopNow = stop;
  });
  const engine = await startEngine({
    ...archive,
    names,
    onUnfit: (error) => {
      unfit = error;
      stopNow();
    },
  });
  process.stderr.write(`Working on ${names.join(", ")} (queue in ${engine.queues.backend.kind}).\n`);
  const scheduler = startScheduler({ ...archive, queues: engine.queues });
  const release = onInterrupt(stopNow);
  await told;
  process.stderr.write(
    "Stopping: documents in work are finished or handed back. A second signal leaves at once.\n",
  );
  await scheduler.stop();
  await engine.stop(GRACE_MS);
  release();
  if (unfit !== null) throw unfit;
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
