import type pg from "pg";
import type { Config } from "../schemas/config.js";
import { QUEUE_NAMES, type QueueName } from "../schemas/jobs.js";
import { readArchiveId } from "../sql/load/archive.js";
import { checkClock } from "./clock.js";
import { createRunPlans } from "./coding/plan-of-run.js";
import { createConsolidationPace } from "./handlers/consolidation-pace.js";
import { createDeadLetters } from "./handlers/dead-letters.js";
import { createHandlers } from "./handlers/index.js";
import type { Logger } from "./logger.js";
import { openQueueBackend } from "./queue/backend.js";
import { openQueues, type Queues } from "./queue/queues.js";
import { redisTlsOf } from "./queue/redis-tls.js";
import { createReadingPool } from "./reading/index.js";
import { fetchedFolder } from "./sources/fetch/index.js";
import { startWorkers, WORKER_NAME } from "./start-workers.js";
import { startSweeper } from "./sweeper.js";
import { within } from "./within.js";

/** The archive's queues and, where asked for, workers on them in this process. */
export interface Engine {
  queues: Queues;
  /**
   * Finishes or hands back what is in work within `graceMs`, and closes everything it opened; a server that does not
   * answer is waited for some seconds longer and then left. Safe to call twice.
   */
  stop(graceMs: number): Promise<void>;
}

/** How long closing waits for a server that does not answer. */
const CLOSE_LIMIT_MS = 5_000;

/** Opens the queues of an archive without working on them. */
export async function openEngine(options: { pool: pg.Pool; url: string; config: Config }): Promise<Engine> {
  const backend = await openQueueBackend({
    databaseUrl: options.url,
    redisUrl: options.config.REDIS_URL,
    redisTls: redisTlsOf(options.config),
    archiveId: await readArchiveId(options.pool),
  });
  const queues = openQueues(backend);
  const stop = once(async () => {
    await closeInTime(queues.close());
    await closeInTime(backend.close());
  });
  return { queues, stop };
}

/**
 * Opens the queues of an archive and starts workers on `names` (default: all) in this process. Throws where the
 * queue cannot be reached, or this machine's clock is too wrong to work (`ClockError`).
 */
export async function startEngine(options: {
  pool: pg.Pool;
  url: string;
  config: Config;
  dataFolder: string;
  log: Logger;
  names?: readonly QueueName[];
  /** Hears of every failed attempt and every error of the queue. */
  onFailure?: (error: Error) => void;
  /** Hears that this machine must not work any longer. */
  onUnfit?: (error: Error) => void;
}): Promise<Engine> {
  const { pool, config, log } = options;
  const names = options.names ?? QUEUE_NAMES;
  const opened = await openEngine(options);
  if (names.length === 0) return opened;
  const { queues } = opened;
  const reading = createReadingPool({
    size: config.BOARDSENSE_CONCURRENCY,
    timeLimitMs: config.BOARDSENSE_TIME_LIMIT_S * 1000,
    ocrTimeLimitMsPerPage: config.BOARDSENSE_OCR_TIME_LIMIT_S * 1000,
    memoryLimitMb: config.BOARDSENSE_MEMORY_LIMIT_MB,
    ocr: config.BOARDSENSE_OCR,
  });
  try {
    await checkClock({ pool, backend: queues.backend.kind, warn: (words) => log.error(words) });
    const handlers = createHandlers({
      pool,
      queues,
      reading,
      fetchedFolder: fetchedFolder(config, options.dataFolder),
      ...createRunPlans(pool),
      pace: createConsolidationPace(),
      timeLimitMs: config.BOARDSENSE_TIME_LIMIT_S * 1000,
      log,
    });
    const onUnfit = (error: Error) => {
      log.error({ error: error.message }, "this worker must not go on");
      options.onUnfit?.(error);
    };
    log.info({ worker: WORKER_NAME, queues: names, backend: queues.backend.kind }, "worker started");
    const deadLetters = createDeadLetters(pool, log);
    const sweeper = startSweeper({ pool, queues, log, onUnfit });
    const workers = await startWorkers({
      backend: queues.backend,
      handlers,
      queues: names,
      concurrency: config.BOARDSENSE_CONCURRENCY,
      log,
      onDrained: () => sweeper.nudge(),
      onDead: deadLetters.note,
      ...(options.onFailure === undefined ? {} : { onFailure: options.onFailure }),
    });
    // Until here a server that goes away ends the worker: its start failed.
    log.info({ worker: WORKER_NAME }, "worker ready");
    const stop = once(async (graceMs: number) => {
      await sweeper.stop(CLOSE_LIMIT_MS);
      await workers.stop(graceMs);
      await closeInTime(deadLetters.settled());
      await reading.close();
      await opened.stop(graceMs);
      log.info({ worker: WORKER_NAME }, "worker stopped");
    });
    return { queues, stop };
  } catch (error) {
    await reading.close();
    await opened.stop(0);
    throw error;
  }
}

/** A server that is away is left, with what it would have closed. */
async function closeInTime(closing: Promise<unknown>): Promise<void> {
  await within(CLOSE_LIMIT_MS, closing).catch(() => undefined);
}

function once(work: (graceMs: number) => Promise<void>): (graceMs: number) => Promise<void> {
  let promise: Promise<void> | null = null;
  return (graceMs) => {
    promise ??= work(graceMs);
    return promise;
  };
}
