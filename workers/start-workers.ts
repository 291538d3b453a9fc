import { UnrecoverableError, type Worker } from "bullmq";
import { JOB_SCHEMAS, type JobOf, type QueueName } from "../schemas/jobs.js";
import type { Handlers } from "./handlers/index.js";
import type { Logger } from "./logger.js";
import type { QueueBackend } from "./queue/backend.js";

/** Workers of one process. */
export interface RunningWorkers {
  /**
   * Takes no further job, waits for those in work up to `graceMs` and then cancels them; they go back to the queue
   * and another worker, or the next start, does them.
   */
  stop(graceMs: number): Promise<void>;
}

/**
 * A job whose worker died is handed to another after about this long. Handlers only wait for children and the
 * database, so their locks are renewed in time.
 */
const LOCK_DURATION_MS = 15_000;
const STALLED_CHECK_MS = 5_000;
/** A job may outlive this many dead workers; what a document itself breaks, its guarded child has already reported. */
const MAX_STALLED = 100;

/** Starts a worker for each of `queues` in this process. */
export function startWorkers(options: {
  backend: QueueBackend;
  handlers: Handlers;
  queues: readonly QueueName[];
  concurrency: number;
  log: Logger;
  /** Hears of every failed attempt and every error of the queue. */
  onFailure?: (error: Error) => void;
  /** Hears of every job that is given up after its last attempt. */
  onGivenUp?: (name: QueueName, job: JobOf[QueueName], attempts: number, error: Error) => void;
}): RunningWorkers {
  const { backend, handlers, log } = options;
  const abort = new AbortController();

  const startOne = <Name extends QueueName>(name: Name): Worker => {
    const worker = backend.createWorker(
      name,
      async (job, signal) => {
        const parsed = JOB_SCHEMAS[name].safeParse(job.data);
        // A wrong job stays wrong: fail now instead of using up the attempts.
        if (!parsed.success)
          throw new UnrecoverableError(`A job that is none of ours: ${parsed.error.message}`);
        const either = signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal]);
        await handlers[name](parsed.data as JobOf[Name], either);
      },
      {
        // Coding is quick and runs on this thread; only reading waits for children and gains from company.
        concurrency: name === "extract" ? options.concurrency : 1,
        lockDuration: LOCK_DURATION_MS,
        stalledInterval: STALLED_CHECK_MS,
        maxStalledCount: MAX_STALLED,
        drainDelay: 1,
      },
    );
    worker.on("error", (error) => {
      log.error({ stage: name, error: error.message }, "the queue reports an error");
      options.onFailure?.(error);
    });
    worker.on("stalled", (id) =>
      log.warn({ stage: name, job: id }, "a worker died over this job; it is done again"),
    );
    worker.on("failed", (job, error) => {
      log.warn(
        { stage: name, ...job?.data, attempt: job?.attemptsMade, error: error.message },
        "an attempt failed",
      );
      options.onFailure?.(error);
      // What is unrecoverable is a fault that its handler has noted.
      const isGivenUp = job !== undefined && job.attemptsMade >= (job.opts.attempts ?? 1);
      if (isGivenUp && !(error instanceof UnrecoverableError)) {
        options.onGivenUp?.(name, job.data, job.attemptsMade, error);
      }
    });
    return worker;
  };
  const workers = options.queues.map(startOne);

  return {
    stop: async (graceMs) => {
      const closing = Promise.all(workers.map((worker) => worker.close()));
      const timer = setTimeout(() => abort.abort(), graceMs);
      await closing;
      clearTimeout(timer);
    },
  };
}
