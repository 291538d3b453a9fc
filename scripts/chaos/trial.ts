import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Queue } from "bullmq";
import type pg from "pg";
import { QUEUE_NAMES, type QueueName } from "../../schemas/jobs.js";
import { readArchiveId } from "../../sql/load/archive.js";
import { openQueueBackend } from "../../workers/queue/backend.js";
import { runBoardsense } from "./command.js";
import { compareArchives, type Difference } from "./compare.js";
import { writeDocuments } from "./documents.js";
import { disturb, type Kill, killOne, planFaults, readHolders } from "./faults.js";
import { type Fleet, type LogLine, startFleet } from "./fleet.js";
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

const FINISH_LIMIT_MS = 15 * 60_000;
const STOP_LIMIT_MS = 45_000;
const PROGRESS_LIMIT_MS = 8_000;
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

/** Lets the workers do some of their work between two faults, so that faults come all along the run. */
async function untilProgress(pool: pg.Pool, files: number): Promise<void> {
  const before = await countWaiting(pool);
  const deadline = performance.now() + PROGRESS_LIMIT_MS;
  while (performance.now() < deadline && before > 0) {
    if (before - (await countWaiting(pool)) >= files) return;
    await sleep(200);
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

/** Waits until nothing waits and no queue holds a job. Resolves to the jobs that were left at the end of patience. */
async function untilFinished(
  pool: pg.Pool,
  queues: Record<QueueName, Queue>,
  say: (line: string) => void,
  elapsed: () => string,
): Promise<number> {
  const deadline = performance.now() + FINISH_LIMIT_MS;
  let saidAt = performance.now();
  for (;;) {
    const waiting = await countWaiting(pool);
    const due = await countDue(pool);
    const held = await Promise.all(
      QUEUE_NAMES.map((name) =>
        queues[name].getJobCountByTypes("waiting", "active", "delayed", "prioritized", "failed", "completed"),
      ),
    );
    const jobs = held.reduce((sum, count) => sum + count, 0);
    if ((waiting === 0 && due === 0 && jobs === 0) || performance.now() > deadline) return jobs;
    if (performance.now() - saidAt > 15_000) {
      saidAt = performance.now();
      const holders = await readHolders(queues);
      say(
        `${elapsed()}  ${waiting} files wait, ${due} bodies, ${jobs} jobs, ${holders?.size ?? "?"} workers at work`,
      );
    }
    await sleep(500);
  }
}

async function countWaiting(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ waiting: number }>(
    "select count(*)::int as waiting from raw.documents where outcome = 'waiting'",
  );
  return rows[0]?.waiting ?? 0;
}

async function countDue(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ due: number }>(
    "select count(*)::int as due from raw.organisations where revision <> consolidated_revision",
  );
  return rows[0]?.due ?? 0;
}

async function countOutcomes(pool: pg.Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ outcome: string; files: number }>(
    "select outcome, count(*)::int as files from raw.documents group by 1 order by 2 desc",
  );
  return Object.fromEntries(rows.map(({ outcome, files }) => [outcome, files]));
}

const LINES_OF_A_DEADLOCK = 12;

function readDeadlocks(logFile: string): string[] {
  const lines = readFileSync(logFile, "utf8").split("\n");
  return lines.flatMap((line, index) =>
    line.includes("deadlock detected") ? lines.slice(index, index + LINES_OF_A_DEADLOCK) : [],
  );
}

function judgeLogs(
  lines: readonly LogLine[],
  kills: readonly Kill[],
): Pick<TrialResult, "killsInLogs" | "jobsHeld" | "jobsTakenOver" | "errorsLogged"> {
  const pidOf = (kill: Kill) => Number(kill.workerName.split("-").at(-1));
  const stopped = new Set(lines.filter(({ msg }) => msg === "worker stopped").map(({ pid }) => pid));
  const started = new Set(lines.filter(({ msg }) => msg === "worker started").map(({ pid }) => pid));
  const takenOver = new Set(
    lines.filter(({ msg }) => msg.startsWith("a worker died over this job")).map(({ job }) => job),
  );
  const held = kills.flatMap(({ jobs }) => jobs);
  const errorsLogged: Record<string, number> = {};
  for (const { msg, error } of lines) {
    if (error === undefined) continue;
    const words = `${msg}: ${error.replace(/\d{2,}|[0-9a-f]{12,}/g, "…").slice(0, 100)}`;
    errorsLogged[words] = (errorsLogged[words] ?? 0) + 1;
  }
  return {
    killsInLogs: kills.filter((kill) => started.has(pidOf(kill)) && !stopped.has(pidOf(kill))).length,
    jobsHeld: held.length,
    jobsTakenOver: held.filter((job) => takenOver.has(job)).length,
    errorsLogged,
  };
}
