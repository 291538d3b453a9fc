import type pg from "pg";
import type { Config } from "../schemas/config.js";
import { QUEUE_NAMES, type QueueName } from "../schemas/jobs.js";
import { readArchiveId } from "../sql/load/archive.js";
import { createPlanOfRun } from "./coding/plan-of-run.js";
import { createDeadLetters } from "./handlers/dead-letters.js";
import { createHandlers } from "./handlers/index.js";
import type { Logger } from "./logger.js";
import { openQueueBackend } from "./queue/backend.js";
import { openQueues, PRIORITY, type Priority, type Queues } from "./queue/queues.js";
import { redisTlsOf } from "./queue/redis-tls.js";
import { createReadingPool } from "./reading/index.js";
import { fetchedFolder } from "./sources/fetch/index.js";
import { startWorkers } from "./start-workers.js";

/** The archive's queues and, where asked for, workers on them in this process. */
export interface Engine {
  queues: Queues;
  /** Finishes or hands back what is in work within `graceMs`, and closes everything it opened. Safe to call twice. */
  stop(graceMs: number): Promise<void>;
}

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
    await queues.close();
    await backend.close();
  });
  return { queues, stop };
}

/** Opens the queues of an archive and starts workers on `names` (default: all) in this process. */
export async function startEngine(options: {
  pool: pg.Pool;
  url: string;
  config: Config;
  dataFolder: string;
  log: Logger;
  priority?: Priority;
  names?: readonly QueueName[];
  /** Hears of every failed attempt and every error of the queue. */
  onFailure?: (error: Error) => void;
}): Promise<Engine> {
  const { pool, config, log } = options;
  const opened = await openEngine(options);
  const reading = createReadingPool({
    size: config.BOARDSENSE_CONCURRENCY,
    timeLimitMs: config.BOARDSENSE_TIME_LIMIT_S * 1000,
    ocrTimeLimitMsPerPage: config.BOARDSENSE_OCR_TIME_LIMIT_S * 1000,
    memoryLimitMb: config.BOARDSENSE_MEMORY_LIMIT_MB,
    ocr: config.BOARDSENSE_OCR,
  });
  const handlers = createHandlers({
    pool,
    queues: opened.queues,
    reading,
    fetchedFolder: fetchedFolder(config, options.dataFolder),
    planOf: createPlanOfRun(pool),
    priority: options.priority ?? PRIORITY.waitingUser,
    log,
  });
  const deadLetters = createDeadLetters(pool, log);
  const workers = startWorkers({
    backend: opened.queues.backend,
    handlers,
    queues: options.names ?? QUEUE_NAMES,
    concurrency: config.BOARDSENSE_CONCURRENCY,
    log,
    onGivenUp: deadLetters.note,
    ...(options.onFailure === undefined ? {} : { onFailure: options.onFailure }),
  });
  const stop = once(async (graceMs: number) => {
    await workers.stop(graceMs);
    await deadLetters.close();
    await reading.close();
    await opened.stop(graceMs);
  });
  return { queues: opened.queues, stop };
}

function once(work: (graceMs: number) => Promise<void>): (graceMs: number) => Promise<void> {
  let promise: Promise<void> | null = null;
  return (graceMs) => {
    promise ??= work(graceMs);
    return promise;
  };
}
