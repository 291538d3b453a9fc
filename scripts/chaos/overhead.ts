import { setTimeout as sleep } from "node:timers/promises";
import { createLogger } from "../../workers/logger.js";
import { openQueueBackend } from "../../workers/queue/backend.js";
import { openQueues, PRIORITY } from "../../workers/queue/queues.js";
import { startWorkers } from "../../workers/start-workers.js";

const JOBS = 1_000;

/**
 * Milliseconds that the queue takes for a job, from adding it to its end, with a worker that does nothing, one job
 * at a time. The jobs lie in queues of their own (Redis) or in an archive without other jobs (PostgreSQL).
 */
export async function measureOverhead(options: {
  databaseUrl: string;
  redisUrl: string | undefined;
}): Promise<number> {
  const backend = await openQueueBackend({ ...options, archiveId: "overhead" });
  const queues = openQueues(backend);
  let done = 0;
  const workers = await startWorkers({
    backend,
    handlers: {
      extract: async () => {
        done += 1;
      },
      code: async () => {},
      consolidate: async () => {},
    },
    queues: ["extract"],
    concurrency: 1,
    log: createLogger({ level: "silent", destination: null }),
  });
  const startedAt = performance.now();
  const jobs = Array.from({ length: JOBS }, (_, index) => ({ documentId: `overhead-${index}`, runId: "1" }));
  await queues.addExtract(jobs, PRIORITY.backlog);
  while (done < JOBS) await sleep(5);
  const took = performance.now() - startedAt;
  await workers.stop(1_000);
  await queues.close();
  await backend.close();
  return took / JOBS;
}
