import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { withDescendants } from "./processes.js";

/** One measured way of reading the files. */
export type Measurement = {
  what: string;
  processes: number;
  pages: number;
  seconds: number;
  pagesPerSecond: number;
  cpuSeconds: number | null;
  /** Largest resident memory of any one process, in MB; null where the system does not tell. */
  peakMb: number | null;
  note: string;
};

/** What a measured command says on its standard output, as the last line, in JSON. */
export type Said = { pages: number; seconds: number; cpuSeconds: number; failed: number };

const LOOK_EVERY_MS = 100;

/** Runs a command to its end with its peak memory (its children's too, each for itself). Throws where it fails. */
export async function run(
  command: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; mayFail?: boolean } = {},
): Promise<{ output: string; seconds: number; peakMb: number | null }> {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: options.env ?? process.env });
  let output = "";
  let complaint = "";
  let peak = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString("utf8")).slice(-2000);
  });
  const look = setInterval(() => {
    for (const pid of withDescendants(child.pid ?? 0)) peak = Math.max(peak, peakOf(pid));
  }, LOOK_EVERY_MS);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).finally(() => clearInterval(look));
  if (status !== 0 && !options.mayFail) throw new Error(`${command} ended with ${status}: ${complaint}`);
  return { output, seconds: (performance.now() - start) / 1000, peakMb: peak > 0 ? Math.round(peak) : null };
}

function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
