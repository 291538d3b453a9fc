import { createHash } from "node:crypto";
import type { Job, JobsOptions, Queue } from "bullmq";
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
/** No job is delayed longer than this by a clock that is right. */
const LONGEST_DELAY_MS = 5 * 60_000;
/** Jobs sent to the queue in one call. */
const BATCH = 500;
/** Jobs asked for at the same time. */
const LOOKUPS = 50;

/** A job that ended without success, as the queue keeps it until its letter is in the warehouse. */
export interface DeadJob {
  stage: QueueName;
  id: string;
  data: unknown;
  attempts: number;
  error: string;
  /** By the clock of the worker on which it died. */
  diedAtMs: number;
  /** Takes it out of the queue, so that the same work can be queued again. */
  forget(): Promise<void>;
}

/** The three queues of an archive, and the only ways by which jobs come into them. */
export interface Queues {
  readonly backend: QueueBackend;
  /** A document has one job, however often it is asked for; asked for with a higher priority it moves forward. */
  addExtract(jobs: JobOf["extract"][], priority: Priority): Promise<void>;
  /** Likewise: one job for each document and set of coders, for which `codeKey` stands. */
  addCode(jobs: JobOf["code"][], codeKey: string, priority: Priority): Promise<void>;
  /** `delayMs`: how long to wait for further documents of the body. */
  addConsolidate(jobs: JobOf["consolidate"][], delayMs?: number): Promise<void>;
  /** Ends the wait for further documents of bodies: none is left to come. */
  hurryConsolidate(): Promise<void>;
  /** Lets bodies be queued again of which a lost job had left its mark. */
  forgetConsolidate(organisationCodes: readonly string[]): Promise<void>;
  /** Jobs that wait, run or are delayed, by queue. */
  countPending(): Promise<Record<QueueName, number>>;
  /** Jobs that ended without success, up to a batch of each queue. */
  listDead(): Promise<DeadJob[]>;
  /** Workers that are seen at each queue, of any machine; on PostgreSQL those of the same login only. */
  countWorkers(): Promise<Record<QueueName, number>>;
  /** Brings back jobs that a machine whose clock is wrong has put off into a far future. Returns how many. */
  promoteForgotten(): Promise<number>;
  close(): Promise<void>;
}

/** Opens the queues; jobs that are done leave nothing behind, since the warehouse remembers what was done. */
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
  /** A job that is in the queue already stays as it is when it is added again: it is moved forward by hand. */
  const moveForward = async (name: QueueName, ids: readonly string[], priority: Priority): Promise<void> => {
    for (let from = 0; from < ids.length; from += LOOKUPS) {
      await Promise.all(
        ids.slice(from, from + LOOKUPS).map(async (id) => {
          const job: Job | undefined = await queues[name].getJob(id);
          if (job === undefined || (job.priority ?? 0) <= priority) return;
          // Between the question and the answer it may have been taken up or done: then nothing is to be moved.
          await job.changePriority({ priority }).catch(() => undefined);
          if (await job.isDelayed()) await job.promote().catch(() => undefined);
        }),
      );
    }
  };
  const addWithPriority = async (
    name: "extract" | "code",
    jobs: { data: object; id: string }[],
    priority: Priority,
  ): Promise<void> => {
    await add(
      name,
      jobs.map(({ data, id }) => ({ data, opts: { jobId: id, priority } })),
    );
    const ids = jobs.map(({ id }) => id);
    if (priority < PRIORITY.backlog) await moveForward(name, ids, priority);
  };
  return {
    backend,
    addExtract: (jobs, priority) =>
      addWithPriority(
        "extract",
        jobs.map((data) => ({ data, id: jobId("extract", { documentId: data.documentId }) })),
        priority,
      ),
    addCode: (jobs, codeKey, priority) =>
      addWithPriority(
        "code",
        jobs.map((data) => ({ data, id: jobId("code", { documentId: data.documentId, codeKey }) })),
        priority,
      ),
    addConsolidate: (jobs, delayMs = CONSOLIDATE_DELAY_MS) =>
      add(
        "consolidate",
        jobs.map((data) => ({
          data,
          opts: {
            delay: Math.max(CONSOLIDATE_DELAY_MS, Math.round(delayMs)),
            deduplication: { id: bodyId(data.organisationCode), keepLastIfActive: true },
          },
        })),
      ),
    hurryConsolidate: () => queues.consolidate.promoteJobs(),
    forgetConsolidate: async (organisationCodes) => {
      for (const code of organisationCodes) await queues.consolidate.removeDeduplicationKey(bodyId(code));
    },
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
    listDead: async () => {
      const dead: DeadJob[] = [];
      for (const name of QUEUE_NAMES) {
        for (const job of await queues[name].getFailed(0, BATCH - 1)) dead.push(deadJobOf(name, job));
      }
      return dead;
    },
    countWorkers: async () => {
      const counts = await Promise.all(QUEUE_NAMES.map((name) => queues[name].getWorkersCount()));
      return Object.fromEntries(QUEUE_NAMES.map((name, index) => [name, counts[index] ?? 0])) as Record<
        QueueName,
        number
      >;
    },
    promoteForgotten: async () => {
      let promoted = 0;
      for (const name of QUEUE_NAMES) {
        for (const job of await queues[name].getDelayed(0, BATCH - 1)) {
          const from = Math.max(job.timestamp, job.processedOn ?? 0);
          if (from + job.delay < Date.now() + LONGEST_DELAY_MS) continue;
          await job.promote().catch(() => undefined);
          promoted += 1;
        }
      }
      return promoted;
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
  // Kept until its letter is in the warehouse, which may be away at this moment.
  removeOnFail: false,
};

/** What is known of a job that ended without success. */
export function deadJobOf(stage: QueueName, job: Job): DeadJob {
  return {
    stage,
    id: job.id ?? "",
    data: job.data,
    attempts: job.attemptsMade,
    error: job.failedReason ?? "",
    diedAtMs: job.finishedOn ?? Date.now(),
    // Somebody else may have forgotten it already, and queued the work again under the same id.
    forget: async () => {
      if (!(await job.isFailed())) return;
      // Another process may be forgetting it at this moment. Where that fails, the next look finds it once more.
      await job.remove().catch((error: Error) => {
        if (!/locked by another worker/.test(error.message)) throw error;
      });
    },
  };
}

const bodyId = (organisationCode: string): string => jobId("consolidate", { organisationCode });

/**
 * The same work has the same id, so adding it twice adds it once. A hash, since ids may hold no ':' and may not be
 * digits only, and organisation codes come from users.
 */
export function jobId(name: QueueName, data: object): string {
  return `${name}_${createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 32)}`;
}
