import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type Job, UnrecoverableError, WaitingError, type Worker } from "bullmq";
import { JOB_SCHEMAS, type JobOf, type QueueName } from "../schemas/jobs.js";
import type { Handlers } from "./handlers/index.js";
import type { Logger } from "./logger.js";
import type { QueueBackend } from "./queue/backend.js";
import { type DeadJob, deadJobOf } from "./queue/queues.js";

/** Workers of one process. */
export interface RunningWorkers {
  /**
   * Takes no further job, waits for those in work up to `graceMs` and then cancels them; they go back to the queue
   * at once, and another worker, or the next start, does them. Where the queue does not answer, they are left to be
   * taken over, a few seconds after `graceMs`.
   */
  stop(graceMs: number): Promise<void>;
}

/**
 * A job whose worker died is handed to another after about this long. Handlers only wait for children and the
 * database, so their locks are renewed in time, also on a machine that has ten times as much to do as it can.
 */
const LOCK_DURATION_MS = 30_000;
const STALLED_CHECK_MS = 5_000;
/** A job may outlive this many dead workers; what a document itself breaks, its guarded child has already reported. */
const MAX_STALLED = 100;
/** After an error of the queue a worker asks again this soon. */
const ASK_AGAIN_MS = 2_000;
/** How long handing back may take beyond the time of grace. */
const HAND_BACK_MS = 5_000;
const START_LIMIT_MS = 30_000;

/** Names a worker process among all machines, in logs and in the queue. */
export const WORKER_NAME = `${hostname()}-${process.pid}`;

/**
 * Starts a worker for each of `queues` in this process; resolves when all of them take jobs. Throws where the queue
 * cannot be reached.
 */
export async function startWorkers(options: {
  backend: QueueBackend;
  handlers: Handlers;
  queues: readonly QueueName[];
  concurrency: number;
  log: Logger;
  /** Hears of every failed attempt and every error of the queue. */
  onFailure?: (error: Error) => void;
  /** Hears of every job that ended without success and is not tried again. */
  onDead?: (job: DeadJob) => void;
  /** Hears when there is nothing left to read in the queue. */
  onDrained?: () => void;
}): Promise<RunningWorkers> {
  const { backend, handlers, log } = options;
  const abort = new AbortController();

  const work = async <Name extends QueueName>(name: Name, job: Job<JobOf[Name]>, signal: AbortSignal) => {
    const parsed = JOB_SCHEMAS[name].safeParse(job.data);
    // A wrong job stays wrong: fail now instead of using up the attempts.
    if (!parsed.success) throw new UnrecoverableError(`A job that is none of ours: ${parsed.error.message}`);
    const startedAt = performance.now();
    try {
      await handlers[name](parsed.data as JobOf[Name], signal);
      const ms = Math.round(performance.now() - startedAt);
      log.debug({ ...placeOf(name, job), ms }, "done");
    } catch (error) {
      if (!abort.signal.aborted) throw error;
      // Stopped in the middle is no failed attempt.
      await job.moveToWait(job.token);
      log.info(placeOf(name, job), "handed back");
      throw new WaitingError();
    }
  };
  const startOne = <Name extends QueueName>(name: Name): Worker => {
    const worker = backend.createWorker(
      name,
      (job, signal) =>
        work(name, job, signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal])),
      {
        name: WORKER_NAME,
        // Coding is quick and runs on this thread; only reading waits for children and gains from company.
        concurrency: name === "extract" ? options.concurrency : 1,
        lockDuration: LOCK_DURATION_MS,
        stalledInterval: STALLED_CHECK_MS,
        maxStalledCount: MAX_STALLED,
        drainDelay: 1,
        runRetryDelay: ASK_AGAIN_MS,
      },
    );
    const breather = createBreather(worker, abort.signal);
    worker.on("error", (error) => {
      log.error({ stage: name, error: error.message }, "the queue reports an error");
      options.onFailure?.(error);
      breather.note();
    });
    worker.on("active", (job) => log.debug(placeOf(name, job), "taken up"));
    worker.on("stalled", (id) =>
      log.warn({ stage: name, job: id }, "a worker died over this job; it is done again"),
    );
    // The others are filled by what is read.
    if (name === "extract") worker.on("drained", () => options.onDrained?.());
    worker.on("failed", (job, error) => {
      log.warn(
        { ...placeOf(name, job), attempt: job?.attemptsMade, error: error.message },
        "an attempt failed",
      );
      options.onFailure?.(error);
      if (job === undefined) return;
      const isGivenUp = job.attemptsMade >= (job.opts.attempts ?? 1);
      if (!isGivenUp && !(error instanceof UnrecoverableError)) return;
      if (!(error instanceof UnrecoverableError)) {
        log.error(
          { ...placeOf(name, job), attempts: job.attemptsMade },
          "given up: a server or disk was away for too long",
        );
      }
      options.onDead?.(deadJobOf(name, job));
    });
    return worker;
  };
  const workers = options.queues.map(startOne);
  const stop = async (graceMs: number) => {
    const closing = Promise.all(workers.map((worker) => worker.close()));
    const timer = setTimeout(() => abort.abort(), graceMs);
    await Promise.race([closing, sleep(graceMs + HAND_BACK_MS, undefined, { ref: false })]);
    clearTimeout(timer);
    abort.abort();
  };
  // A worker that could not connect once never tries again by itself.
  const ready = Promise.all(workers.map((worker) => worker.waitUntilReady()));
  const late = sleep(START_LIMIT_MS, undefined, { ref: false }).then(() => {
    throw new Error(`The queue (in ${backend.kind}) did not answer within ${START_LIMIT_MS / 1000} s.`);
  });
  try {
    await Promise.race([ready, late]);
  } catch (error) {
    await stop(0);
    throw error;
  }
  late.catch(() => undefined);
  return { stop };
}

/** Where in the work a job stands, by the names that all lines of the log use. */
function placeOf(stage: QueueName, job: Job | undefined): Record<string, unknown> {
  const { runId, documentId, organisationCode } = (job?.data ?? {}) as Record<string, unknown>;
  return { run: runId, document: documentId, organisation: organisationCode, stage, job: job?.id };
}

/** So many errors in a second are no accident: the queue's server is in trouble. */
const BURST = 3;
const BURST_MS = 1_000;
const BREATHER_MS = 5_000;

/** A worker whose queue answers with nothing but errors (its disk is full) asks again after a while, not at once. */
function createBreather(worker: Worker, stopped: AbortSignal): { note(): void } {
  let times: number[] = [];
  let isResting = false;
  const rest = async () => {
    isResting = true;
    // What is in work goes on; only nothing new is asked for.
    await worker.pause(true);
    await sleep(BREATHER_MS, undefined, { signal: stopped, ref: false }).catch(() => undefined);
    if (!stopped.aborted && worker.closing === undefined) await worker.resume();
    isResting = false;
  };
  return {
    note: () => {
      const now = performance.now();
      times = [...times.filter((time) => now - time < BURST_MS), now];
      if (times.length >= BURST && !isResting) void rest().catch(() => undefined);
    },
  };
}
