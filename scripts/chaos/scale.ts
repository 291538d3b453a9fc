import { readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { Redis } from "ioredis";
import type pg from "pg";
import { withDescendants } from "../bench/processes.js";
import { renderTable } from "../table.js";
import { runBoardsense } from "./command.js";
import { writeDocuments } from "./documents.js";
import { type Fleet, type LogLine, startFleet } from "./fleet.js";
import { measureOverhead } from "./overhead.js";
import { hasRedis } from "./servers.js";
import { type Backend, type Stage, setStage } from "./stage.js";

interface ScaleOptions {
  documents: number;
  workers: number;
  speedup: string;
  speedupDocuments: number;
  backend: Backend;
  seed: number;
}

/** What was seen at one moment of a run. */
interface Sample {
  seconds: number;
  done: number;
  /** Resident memory of each worker with its reading processes, the largest, in MB. */
  workerMb: number;
  redisMb: number | null;
  /** Jobs in the queues. */
  jobs: number;
}

const SAMPLE_MS = 5_000;
const SHOWN = 12;

/** `npm run chaos -- scale`: many documents through workers, and what they and the queue take. */
export function addScaleCommand(program: Command): void {
  program
    .command("scale")
    .description("Rate, memory and time per document over many documents; speed-up; overhead of the queue.")
    .option("--documents <n>", "files of the long run", Number, 10_000)
    .option("--workers <n>", "worker processes of the long run", Number, 2)
    .option("--speedup <list>", "numbers of worker processes to compare; empty for none", "1,2,4")
    .option("--speedup-documents <n>", "files of each comparison", Number, 300)
    .option("--backend <name>", "where jobs are kept: redis or postgres", "redis")
    .option("--seed <n>", "the same seed, the same files", Number, 20261130)
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<ScaleOptions>();
      if (options.backend === "redis" && !hasRedis()) {
        process.stderr.write("SKIPPED: there is no redis-server here (apt-get install redis-server).\n");
        return;
      }
      await measure(options);
    });
}

const say = (line: string) => process.stdout.write(`${line}\n`);

async function measure(options: ScaleOptions): Promise<void> {
  const processes = options.speedup.split(",").filter(Boolean).map(Number);
  const databases = ["long", ...processes.map((count) => `speedup_${count}`)];
  const stage = await setStage({
    backend: options.backend,
    diskMb: 2_000 + Math.round(options.documents / 2),
    databases,
  });
  try {
    const files = join(stage.folder, "pdf");
    await writeDocuments(files, { count: options.documents, seed: options.seed });
    say(`${options.documents} files (seed ${options.seed}), queue in ${options.backend}`);
    const long = await runThrough(stage, { ...options, database: "long", files, samples: true });
    showLongRun(long);

    const rows: (string | number)[][] = [];
    const few = join(stage.folder, "few");
    await writeDocuments(few, { count: options.speedupDocuments, seed: options.seed + 1 });
    for (const count of processes) {
      const run = await runThrough(stage, {
        ...options,
        workers: count,
        database: `speedup_${count}`,
        files: few,
      });
      rows.push([
        count,
        Number(run.seconds.toFixed(1)),
        Number((options.speedupDocuments / run.seconds).toFixed(2)),
      ]);
    }
    if (rows.length > 0) {
      say(`\nWorker processes (each reads one document at a time), ${options.speedupDocuments} files`);
      const first = rows[0]?.[2] as number;
      say(
        renderTable(
          ["processes", "seconds", "files a second", "speed-up"],
          rows.map((row) => [...row, Number(((row[2] as number) / first).toFixed(2))]),
        ),
      );
    }
    await showOverhead(stage, median(jobTimes(long.lines).map(({ ms }) => ms)));
  } finally {
    await stage.close();
  }
}

interface Run {
  seconds: number;
  samples: Sample[];
  lines: LogLine[];
  done: number;
}

/** From an enqueued folder to the last coded file; the clock runs from when the first worker is at work. */
async function runThrough(
  stage: Stage,
  options: { workers: number; database: string; files: string; samples?: boolean },
): Promise<Run> {
  const { database, files } = options;
  const env = stage.envFor(database, "direct");
  await runBoardsense(["ingest", files, "--enqueue", "--json"], {
    ...env,
    BOARDSENSE_DATA: join(stage.folder, `data-${database}`),
  });
  const logFolder = join(stage.folder, "logs", database);
  const fleet = startFleet({
    count: options.workers,
    logFolder,
    dataFolder: stage.folder,
    env,
    envOf: () => ({}),
    args: ["--concurrency", "1"],
    slowMs: 0,
  });
  const pool = stage.openPool(database);
  const redis = stage.redis === null ? null : new Redis(stage.redis.port, "127.0.0.1");
  try {
    while ((await countOutcomes(pool, "<>")) === (await countOutcomes(pool, "= 'duplicate' and outcome <>")))
      await sleep(100);
    const startedAt = performance.now();
    const atStart = await countOutcomes(pool, "<>");
    const samples: Sample[] = [];
    for (let sampledAt = 0; ; await sleep(250)) {
      const left = await countOutcomes(pool, "=");
      if (performance.now() - sampledAt > SAMPLE_MS || left === 0) {
        sampledAt = performance.now();
        samples.push(await takeSample(pool, redis, fleet, (sampledAt - startedAt) / 1000));
      }
      if (left === 0) break;
    }
    const seconds = (performance.now() - startedAt) / 1000;
    await fleet.stop(45_000);
    return { seconds, samples, lines: fleet.readLogs(), done: (await countOutcomes(pool, "<>")) - atStart };
  } finally {
    await fleet.stop(0);
    redis?.disconnect();
    await pool.end();
  }
}

async function countOutcomes(pool: pg.Pool, comparison: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from raw.documents where outcome ${comparison} 'waiting'`,
  );
  return rows[0]?.count ?? 0;
}

async function takeSample(
  pool: pg.Pool,
  redis: Redis | null,
  fleet: Fleet,
  seconds: number,
): Promise<Sample> {
  const used = /used_memory:(\d+)/.exec((await redis?.info("memory")) ?? "")?.[1];
  const workerMb = fleet.machines.map(({ child }) =>
    withDescendants(child?.pid ?? 0).reduce((sum, pid) => sum + residentMbOf(pid), 0),
  );
  return {
    seconds,
    done: await countOutcomes(pool, "<>"),
    workerMb: Math.round(Math.max(...workerMb)),
    redisMb: used === undefined ? null : Number((Number(used) / 1e6).toFixed(1)),
    jobs: redis === null ? await countJobs(pool) : await countKeys(redis),
  };
}

async function countJobs(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ jobs: number }>("select count(*)::int as jobs from bullmq.job");
  return rows[0]?.jobs ?? 0;
}

const countKeys = (redis: Redis): Promise<number> => redis.dbsize();

function residentMbOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** What each document took, reading and coding together, in the order in which they were coded. */
function jobTimes(lines: readonly LogLine[]): { at: string; ms: number }[] {
  type Done = LogLine & { stage?: string; document?: string; ms?: number };
  const reading = new Map<string, number>();
  const times: { at: string; ms: number }[] = [];
  const done = (lines as Done[]).filter(({ msg, ms }) => msg === "done" && ms !== undefined);
  for (const { stage, document, ms } of done) if (stage === "extract") reading.set(document ?? "", ms ?? 0);
  for (const { stage, document, ms, time } of done) {
    const read = reading.get(document ?? "");
    if (stage === "code" && read !== undefined) times.push({ at: time, ms: read + (ms ?? 0) });
  }
  return times.sort((a, b) => (a.at < b.at ? -1 : 1));
}

function showLongRun(run: Run): void {
  const every = Math.max(1, Math.floor(run.samples.length / SHOWN));
  const shown = run.samples.filter((_, index) => index % every === 0 || index === run.samples.length - 1);
  say(
    renderTable(
      ["second", "files done", "files a second", "worker MB", "Redis MB", "keys or jobs in the queue"],
      shown.map((sample, index) => {
        const before = shown[index - 1];
        const rate =
          before === undefined
            ? null
            : (sample.done - before.done) / Math.max(0.001, sample.seconds - before.seconds);
        return [
          Math.round(sample.seconds),
          sample.done,
          rate === null ? null : rate.toFixed(2),
          sample.workerMb,
          sample.redisMb,
          sample.jobs,
        ];
      }),
    ),
  );
  const times = jobTimes(run.lines).map(({ ms }) => ms);
  const part = Math.min(1_000, Math.floor(times.length / 3));
  const [first, last] = [median(times.slice(0, part)), median(times.slice(-part))];
  say(`${run.done} files in ${run.seconds.toFixed(0)} s: ${(run.done / run.seconds).toFixed(2)} a second`);
  say(
    `median time per document: first ${part} ${first.toFixed(0)} ms, last ${part} ${last.toFixed(0)} ms ` +
      `(${((100 * (last - first)) / first).toFixed(0)}%)`,
  );
}

/** Times of the queue alone are held against the median time of a document. */
async function showOverhead(stage: Stage, documentMs: number): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const kind of stage.redis === null ? (["postgres"] as const) : (["redis", "postgres"] as const)) {
    const env = stage.envFor("long", "direct");
    const jobMs = await measureOverhead({
      databaseUrl: env.DATABASE_URL as string,
      redisUrl: kind === "redis" ? env.REDIS_URL : undefined,
    });
    // A document is a job to read and a job to code; its body's innovations are put together for several at once.
    rows.push([
      kind,
      jobMs.toFixed(2),
      (2 * jobMs).toFixed(2),
      `${((200 * jobMs) / documentMs).toFixed(1)}%`,
    ]);
  }
  say(
    `\nThe queue alone (adding, handing out, finishing, one at a time) against ${documentMs.toFixed(0)} ms a document`,
  );
  say(renderTable(["queue in", "ms a job", "ms a document", "of processing time"], rows));
  const { bavail, bsize } = statfsSync(stage.disk.folder);
  say(`database of the long run on a disk with ${Math.round((bavail * bsize) / 1e6)} MB left`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
