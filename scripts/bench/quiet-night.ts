import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Config } from "../../schemas/config.js";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";
import { addSchedule, finishRun } from "../../sql/load/index.js";
import { migrate } from "../../sql/migrate.js";
import { openWarehouse } from "../../sql/warehouse.js";
import { beginRun } from "../../workers/ingest/begin-run.js";
import { takeIn } from "../../workers/ingest/take-in.js";
import { fetchSettings } from "../../workers/sources/fetch/index.js";
import { scanSources } from "../../workers/sources/scan-sources.js";

/** Measures a night that finds nothing new: `npm run bench:night [-- FILES]`. */

const FILES = Number(process.argv[2] ?? 10_000);
const PER_FOLDER = 250;
const folder = mkdtempSync(join(tmpdir(), "boardsense-quiet-night-"));
chmodSync(folder, 0o755);
const [archive, data] = [join(folder, "archive"), join(folder, "data")];

const paths = Array.from({ length: FILES }, (_, index) =>
  join(archive, String(Math.floor(index / PER_FOLDER)), `${index}.pdf`),
);

/** Every file different from all others; the second edition differs from the first in bytes, and in nothing else. */
function write(edition: "a" | "b"): void {
  for (const [index, path] of paths.entries()) {
    const times = edition === "a" ? null : statSync(path);
    if (index % PER_FOLDER === 0) mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, `%PDF-1.4\n% ${edition} ${index}\n%%EOF\n`);
    if (times !== null) utimesSync(path, times.atimeMs / 1000, times.mtime);
  }
}

/** Makes the files known by the way that every file takes into an archive, and settles them without reading them. */
async function makeKnown(): Promise<void> {
  const config = Config.parse({});
  const warehouse = await openWarehouse({ dataFolder: data });
  const { pool } = warehouse;
  await migrate(pool, { readerPassword: warehouse.readerPassword ?? "" });
  const sources = [{ kind: "files" as const, place: archive, organisationCode: null }];
  const plan = await beginRun(pool, { command: "bench", arguments: {}, ocr: config.BOARDSENSE_OCR });
  await takeIn(pool, await scanSources(sources), {
    plan,
    fetch: fetchSettings(config, data),
    stillForMs: 0,
    acceptEmpty: false,
    signal: new AbortController().signal,
  });
  await pool.query("update raw.documents set outcome = 'no minutes found', read_key = wanted_read_key");
  await finishRun(pool, plan.runId, { status: "done" });
  await addSchedule(pool, { name: "night", cron: "30 1 * * *", timeZone: "UTC", sources });
  await warehouse.close();
}

/** Runs the command as cron would: from a process that starts to one that has ended. */
function night(prefix: readonly string[] = []): {
  seconds: number;
  cpuSeconds: number;
  counts: Record<string, number>;
} {
  const command = [...prefix, process.execPath, join(PACKAGE_ROOT, "bin", "boardsense.js")];
  const args = [...command.slice(1), "--data", data, "schedule", "run", "night", "--json"];
  const start = performance.now();
  // The shell's own stop-watch knows the processor time as well.
  const watch = ["-c", 'time -p "$0" "$@"', command[0] as string, ...args];
  const { status, stdout, stderr } = spawnSync("bash", watch, { encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`The night ended with ${status}: ${stderr}`);
  const cpuSeconds = ["user", "sys"]
    .map((kind) => Number(new RegExp(`^${kind} ([\\d.]+)$`, "m").exec(stderr)?.[1] ?? Number.NaN))
    .reduce((sum, part) => sum + part);
  return { seconds, cpuSeconds, counts: (JSON.parse(stdout) as { counts: Record<string, number> }).counts };
}

function hasStrace(): boolean {
  try {
    execFileSync("strace", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

try {
  write("a");
  await makeKnown();
  // Same size and time, other bytes: a night that opened a file would find it changed.
  write("b");
  const load = loadavg()[0] as number;
  const { seconds, cpuSeconds, counts } = night();
  process.stdout.write(
    `A night over ${FILES} known files: ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor time, ` +
      `the database's not counted; load ${load.toFixed(1)} on ${availableParallelism()} cores), ${JSON.stringify(counts)}\n`,
  );
  if (counts.known !== FILES) throw new Error("Some files were not taken for known: they were read.");
  process.stdout.write(
    "Every file had other bytes than before, and none was found changed: none was read.\n",
  );
  if (hasStrace()) {
    const log = join(folder, "opens");
    night(["strace", "-f", "-q", "-e", "trace=open,openat", "-o", log]);
    const opens = readFileSync(log, "utf8").split("\n");
    const pdfs = opens.filter((line) => /\.pdf"/.test(line)).length;
    process.stdout.write(
      `Counted by strace in a second night: ${pdfs} PDFs opened of ${opens.length} opens.\n`,
    );
  } else {
    process.stdout.write("Opens were not counted: there is no strace here.\n");
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
