import { createHash } from "node:crypto";
import type { JobsOptions, Queue } from "bullmq";
import { type JobOf, QUEUE_NAMES, type QueueName } from "../../schemas/jobs.js";
import type { QueueBackend } from "./backend.js";

/** A user who waits goes before the night's backlog; lower numbers run first. */
export const PRIORITY = { waitingUser: 1, backlog: 10 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/** Attempts for what may pass: a database, a disk or a network that is away for a while. */
const ATTEMPTS = 8;
const FIRST_BACKOFF_MS = 1_000;
/** Several documents of one body are often coded together: one consolidation a moment later serves them all. */
const CONSOLIDATE_DELAY_MS = 700;
/** Jobs sent to the queue in one call. */
const BATCH = 500;

/** The three queues of an archive, and the only ways by which jobs come into them. */
export interface Queues {
  readonly backend: QueueBackend;
  addExtract(jobs: JobOf["extract"][], priority: Priority): Promise<void>;
  addCode(jobs: JobOf["code"][], priority: Priority): Promise<void>;
  addConsolidate(jobs: JobOf["consolidate"][]): Promise<void>;
  /** Jobs that wait, run or are delayed, by queue. */
  countPending(): Promise<Record<QueueName, number>>;
  close(): Promise<void>;
}

/** Opens the queues; jobs leave nothing behind when they end, since the warehouse remembers what was done. */
export function openQueues(backend: QueueBackend): Queues {
  const queues: { [Name in QueueName]: Queue } = {
    extract: backend.createQueue("extract"),
    code: backend.createQueue("code"),
    consolidate: backend.createQueue("consolidate"),
  };
  for (const queue of Object.values(queues)) queue.on("error", () => {});

  const add = async (name: QueueName, jobs: { data: object; opts: JobsOptions }[]): Promise<void> => {
    for (let from = 0; from < jobs.length; from += BATCH) {
      await queues[name].addBulk(
        jobs
          .slice(from, from + BATCH)
          .map(({ data, opts }) => ({ name, data, opts: { ...JOB_OPTIONS, ...opts } })),
      );
    }
  };
  return {
    backend,
    addExtract: (jobs, priority) =>
      add(
        "extract",
        jobs.map((data) => ({ data, opts: { jobId: jobId("extract", data), priority } })),
      ),
    addCode: (jobs, priority) =>
      add(
        "code",
        jobs.map((data) => ({ data, opts: { jobId: jobId("code", data), priority } })),
      ),
    addConsolidate: (jobs) =>
      add(
        "consolidate",
        jobs.map((data) => ({
          data,
          opts: {
            delay: CONSOLIDATE_DELAY_MS,
            deduplication: {
              id: jobId("consolidate", { organisationCode: data.organisationCode }),
              keepLastIfActive: true,
            },
          },
        })),
      ),
    countPending: async () => {
      const counts = await Promise.all(
        QUEUE_NAMES.map((name) =>
          queues[name].getJobCountByTypes("waiting", "active", "delayed", "prioritized"),
        ),
      );
      return Object.fromEntries(QUEUE_NAMES.map((name, index) => [name, counts[index] ?? 0])) as Record<
        QueueName,
        number
      >;
    },
    close: async () => {
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
    },
  };
}

const JOB_OPTIONS: JobsOptions = {
  attempts: ATTEMPTS,
  backoff: { type: "exponential", delay: FIRST_BACKOFF_MS, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: true,
};

/**
 * The same work has the same id, so adding it twice adds it once. A hash, since ids may hold no ':' and may not be
 * digits only, and organisation codes come from users.
 */
export function jobId(name: QueueName, data: object): string {
  return `${name}_${createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 32)}`;
}
