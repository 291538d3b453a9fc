import { createPostgresBackend, type Job, Queue, Worker, type WorkerOptions, withBackend } from "bullmq";
import { Redis, type RedisOptions } from "ioredis";
import type { JobOf, QueueName } from "../../schemas/jobs.js";
import { hidePassword } from "../../sql/warehouse.js";
import { QUEUE_SCHEMA } from "../../sql/writer-role.js";
import { prepareQueueTables } from "./queue-tables.js";
import { type RedisTls, readRedisTls } from "./redis-tls.js";

/** How a job is worked: it gets the job and a signal that fires when the job is cancelled or the worker must stop. */
export type Processor<Name extends QueueName> = (
  job: Job<JobOf[Name]>,
  signal?: AbortSignal,
) => Promise<void>;

/** One way of making queues and workers, whatever keeps the jobs. */
export interface QueueBackend {
  readonly kind: "postgres" | "redis";
  createQueue(name: QueueName): Queue;
  createWorker<Name extends QueueName>(
    name: Name,
    processor: Processor<Name>,
    options: Omit<WorkerOptions, "connection" | "prefix">,
  ): Worker;
  /** Closes what the backend itself holds; queues and workers are closed by their owner. */
  close(): Promise<void>;
}

/** How long a server may take to answer before it counts as away. */
const PING_TIMEOUT_MS = 5_000;
/**
 * A network that swallows everything says nothing: a connection on which an answer is due for this long is given up
 * and opened again. Longer than the ten seconds for which a worker asks Redis to wait for a job.
 */
const SILENCE_MS = 20_000;
const KEEP_ALIVE_MS = 10_000;
/** Connections a queue or worker keeps to PostgreSQL, beside the one that listens. */
const POOL_SIZE = 3;

/**
 * The only place that knows where jobs are kept: in Redis where `redisUrl` is given, else in the database of the
 * warehouse. `archiveId` keeps the jobs of two archives on one Redis apart.
 *
 * Throws an Error in a user's words where the server does not answer or Redis may drop jobs.
 */
export async function openQueueBackend(options: {
  databaseUrl: string;
  redisUrl: string | undefined;
  /** Files by which a Redis behind TLS is known, and by which it knows us. */
  redisTls?: RedisTls;
  archiveId: string;
}): Promise<QueueBackend> {
  return options.redisUrl === undefined
    ? openPostgresBackend(options.databaseUrl)
    : openRedisBackend(
        options.redisUrl,
        readRedisTls(options.redisUrl, options.redisTls ?? {}),
        `boardsense-${options.archiveId}`,
      );
}

async function openPostgresBackend(databaseUrl: string): Promise<QueueBackend> {
  await prepareQueueTables(databaseUrl);
  const classes = withBackend(createPostgresBackend);
  const connection = {
    connectionString: databaseUrl,
    schema: QUEUE_SCHEMA,
    max: POOL_SIZE,
    connectionTimeoutMillis: SILENCE_MS,
    query_timeout: SILENCE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  };
  return {
    kind: "postgres",
    createQueue: (name) => new classes.Queue(name, { connection }) as unknown as Queue,
    createWorker: (name, processor, workerOptions) =>
      new classes.Worker(name, (job, _token, signal) => processor(job as never, signal), {
        ...workerOptions,
        connection,
      } as never) as unknown as Worker,
    close: async () => {},
  };
}

async function openRedisBackend(
  redisUrl: string,
  tls: Pick<RedisOptions, "tls">,
  prefix: string,
): Promise<QueueBackend> {
  // Workers wait for a Redis that is away; asking it once at the start must not.
  const probe = new Redis(redisUrl, {
    ...tls,
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectTimeout: PING_TIMEOUT_MS,
  });
  // When a connection is refused, ioredis says no more than that it is closed; why stands in the event before.
  let why: Error | undefined;
  probe.on("error", (error) => {
    why = error;
  });
  try {
    await probe.connect();
    await refuseEviction(probe);
  } catch (error) {
    if (error instanceof EvictionError) throw error;
    throw new Error(
      `Redis at ${hidePassword(redisUrl)} does not answer (${(why ?? (error as Error)).message}). ` +
        "Start it, correct REDIS_URL, or leave REDIS_URL out to keep the queue in PostgreSQL.",
    );
  } finally {
    probe.disconnect();
  }
  const options = { ...tls, maxRetriesPerRequest: null, socketTimeout: SILENCE_MS, keepAlive: KEEP_ALIVE_MS };
  const producer = new Redis(redisUrl, options);
  const consumer = new Redis(redisUrl, options);
  // Connection errors reach the queues and workers, which report them; without a listener they would end the process.
  producer.on("error", () => {});
  consumer.on("error", () => {});
  return {
    kind: "redis",
    createQueue: (name) => new Queue(name, { connection: producer, prefix }) as unknown as Queue,
    createWorker: (name, processor, workerOptions) =>
      new Worker(name, (job, _token, signal) => processor(job as never, signal), {
        ...workerOptions,
        connection: consumer,
        prefix,
      } as WorkerOptions) as unknown as Worker,
    close: async () => {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

class EvictionError extends Error {}

/** A Redis that evicts keys loses jobs without a word, so boardsense does not start on one. */
async function refuseEviction(redis: Redis): Promise<void> {
  const policy = await redis.config("GET", "maxmemory-policy").then(
    (answer) => (answer as string[])[1],
    // Hosted Redis often forbids CONFIG; its operator has to answer for the policy.
    () => undefined,
  );
  if (policy !== undefined && policy !== "noeviction") {
    throw new EvictionError(
      `Redis is set to maxmemory-policy ${policy} and may drop jobs. Only 'noeviction' is allowed: ` +
        "run `redis-cli config set maxmemory-policy noeviction` and write it into redis.conf.",
    );
  }
}
