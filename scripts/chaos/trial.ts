import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Queue } from "bullmq";
import type pg from "pg";
import { QUEUE_NAMES, type QueueName } from "../../schemas/jobs.js";
import { readArchiveId } from "../../sql/load/archive.js";
import { openQueueBackend } from "../../workers/queue/backend.js";
import { countOutcomes, countWaiting, untilFinished, untilProgress } from "./await-work.js";
import { runBoardsense } from "./command.js";
import { compareArchives, type Difference } from "./compare.js";
import { writeDocuments } from "./documents.js";
import { disturb, type Kill, killOne, planFaults } from "./faults.js";
import { type Fleet, startFleet } from "./fleet.js";
import { judgeLogs, readDeadlocks } from "./judge-logs.js";
import { randomFrom } from "./random.js";
import { type Backend, clockAnHourAhead, setStage } from "./stage.js";

export interface TrialOptions {
  backend: Backend;
  seed: number;
  documents: number;
  kills: number;
  /** Restarts of each server. */
  restarts: number;
  /** How long each server is cut off, in both ways; 0 for not at all. */
  cutMs: number;
  /** How long the disk is full; 0 for not at all. */
  diskMs: number;
  workers: number;
  /** Whether one of the workers has its clock an hour ahead. */
  hasWrongClock: boolean;
  /** By how much each document is slowed. */
  slowMs: number;
  say: (line: string) => void;
}

/** What came of a trial. */
export interface TrialResult {
  seconds: { undisturbed: number; disturbed: number };
  documents: number;
  outcomes: Record<string, number>;
  kills: Kill[];
  /** Kills of which the log has a start without an end. */
  killsInLogs: number;
  /** Jobs that killed workers held, and those of them that a log names as taken over. */
  jobsHeld: number;
  jobsTakenOver: number;
  faults: Record<string, number>;
  skipped: string[];
  differences: Difference[];
  waiting: number;
  jobsLeft: number;
  ownExits: string[];
  stoppedInTime: number;
  errorsLogged: Record<string, number>;
  /** Deadlocks as PostgreSQL describes them: they pass by themselves, and say what to order better. */
  deadlocks: string[];
}

const STOP_LIMIT_MS = 45_000;
/** Files that are queued twice, under different names of their jobs, for two workers to take at once. */
const TWICE = 10;

/**
 * Ingests the same files twice, once undisturbed and once on workers to which everything happens that may happen to
 * them, and compares what came of it.
 */
export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const { say } = options;
  const stage = await setStage({
    backend: options.backend,
    diskMb: 1_000 + 2 * options.documents,
    databases: ["undisturbed", "disturbed"],
  });
  const skipped: string[] = [];
  const random = randomFrom(options.seed);
  let fleet: Fleet | null = null;
  try {
    const files = join(stage.folder, "pdf");
    await writeDocuments(files, { count: options.documents, seed: options.seed });
    say(`${options.documents} files (seed ${options.seed}) in ${files}; queue in ${options.backend}`);

    let startedAt = performance.now();
    await runBoardsense(["ingest", files, "--json"], {
      ...stage.envFor("undisturbed", "direct"),
      BOARDSENSE_DATA: join(stage.folder, "undisturbed"),
    });
    const undisturbed = (performance.now() - startedAt) / 1000;
    say(`undisturbed: ${undisturbed.toFixed(0)} s`);

    startedAt = performance.now();
    const elapsed = () => `${((performance.now() - startedAt) / 1000).toFixed(0).padStart(5)} s`;
    // The same folder by two machines at once.
    await Promise.all(
      ["one", "two"].map((machine) =>
        runBoardsense(["ingest", files, "--enqueue", "--json"], {
          ...stage.envFor("disturbed", "direct"),
          BOARDSENSE_DATA: join(stage.disk.folder, `machine-${machine}`),
        }),
      ),
    );
    const pool = stage.openPool("disturbed");
    const env = stage.envFor("disturbed", "direct");
    const backend = await openQueueBackend({
      databaseUrl: env.DATABASE_URL as string,
      redisUrl: env.REDIS_URL,
      archiveId: await readArchiveId(pool),
    });
    const queues = Object.fromEntries(QUEUE_NAMES.map((name) => [name, backend.createQueue(name)])) as Record<
      QueueName,
      Queue
    >;
    for (const queue of Object.values(queues)) queue.on("error", () => {});
    await queueTwice(pool, queues.extract);
    say(`${elapsed()}  ingested by two machines at once; ${TWICE} files queued twice`);

    const clock = options.hasWrongClock ? clockAnHourAhead() : null;
    if (options.hasWrongClock && clock === null) {
      skipped.push("a clock an hour ahead (libfaketime is not installed: apt-get install libfaketime)");
    }
    if (options.diskMs > 0 && !stage.disk.isSmall) {
      skipped.push("a full disk (only root may mount a small one)");
    }
    fleet = startFleet({
      count: options.workers,
      logFolder: join(stage.folder, "logs", "workers"),
      dataFolder: stage.disk.folder,
      env: stage.envFor("disturbed", "proxied"),
      envOf: (index) => (index === options.workers - 1 && clock !== null ? clock : {}),
      args: ["--concurrency", "2"],
      slowMs: options.slowMs,
    });
    const plan = planFaults(random, {
      ...options,
      diskMs: stage.disk.isSmall ? options.diskMs : 0,
      hasRedis: stage.redis !== null,
    });
    const kills: Kill[] = [];
    const faults: Record<string, number> = {};
    for (const fault of plan) {
      if (fault.kind === "kill") {
        const kill = await killOne(random, fleet, queues, startedAt);
        if (kill === null) continue;
        kills.push(kill);
        say(`${elapsed()}  kill ${kills.length}: ${kill.workerName}, holding ${kill.jobs.length}`);
      } else {
        const what =
          fault.kind === "restart"
            ? `${fault.server} ${fault.signal} and started again`
            : fault.kind === "cut"
              ? `${fault.server} cut off (${fault.weather})`
              : "disk full";
        say(`${elapsed()}  ${what}`);
        await disturb(stage, fault);
        const name = fault.kind === "full disk" ? "disk full" : `${fault.kind} ${fault.server}`;
        faults[name] = (faults[name] ?? 0) + 1;
      }
      await sleep(200 + random() * 1_500);
      await untilProgress(pool, (0.8 * options.documents) / plan.length);
    }
    say(`${elapsed()}  no more faults; ${await countWaiting(pool)} files wait`);
    const jobsLeft = await untilFinished(pool, queues, say, elapsed);
    const waiting = await countWaiting(pool);
    const disturbed = (performance.now() - startedAt) / 1000;
    const stoppedInTime = await fleet.stop(STOP_LIMIT_MS);
    say(`${elapsed()}  ${stoppedInTime} of ${options.workers} workers stopped on SIGTERM`);

    const expected = stage.openPool("undisturbed");
    const differences = await compareArchives(expected, pool);
    const outcomes = await countOutcomes(pool);
    for (const queue of Object.values(queues)) await queue.close();
    await backend.close();
    await expected.end();
    await pool.end();
    return {
      seconds: { undisturbed, disturbed },
      documents: options.documents,
      outcomes,
      kills,
      ...judgeLogs(fleet.readLogs(), kills),
      faults,
      skipped,
      differences,
      waiting,
      jobsLeft,
      ownExits: fleet.ownExits,
      stoppedInTime,
      deadlocks: readDeadlocks(join(stage.folder, "logs", "postgres.txt")),
    };
  } finally {
    // Workers of a trial that broke off are not left behind.
    await fleet?.stop(0);
    await stage.close();
  }
}

async function queueTwice(pool: pg.Pool, queue: Queue): Promise<void> {
  const { rows } = await pool.query<{ documentId: string; runId: string }>(
    `select document_id as "documentId", wanted_run_id::text as "runId" from raw.documents
     where outcome = 'waiting' order by source limit $1`,
    [TWICE],
  );
  const keep = { removeOnComplete: true, removeOnFail: true };
  await queue.addBulk(
    rows.map((data) => ({
      name: "extract",
      data,
      opts: { ...keep, jobId: `twice_${data.documentId}`, priority: 10 },
    })),
  );
}
