import type { ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startBoardsense } from "./command.js";

/** One machine of the fleet: its place, its settings, and the worker that runs on it now. */
export interface Machine {
  name: string;
  child: ChildProcess | null;
  /** The name under which its worker takes jobs. */
  workerName: string | null;
  /** Killed on purpose and not yet started again. */
  isKilled: boolean;
}

/** A line of a worker's log. */
export interface LogLine {
  file: string;
  time: string;
  msg: string;
  pid: number;
  job?: string;
  error?: string;
}

/** Worker processes, each on a machine of its own, started again whenever they end, as a service manager would. */
export interface Fleet {
  machines: readonly Machine[];
  /** Ends of workers that nobody asked for, after they had taken up their work. */
  ownExits: string[];
  kill(machine: Machine): void;
  /** SIGTERM to all; resolves to how many ended by themselves within `limitMs`. The rest is killed. */
  stop(limitMs: number): Promise<number>;
  /** All that workers have logged so far. */
  readLogs(): LogLine[];
}

const RESTART_MS = 500;

/** Starts `count` workers. `envOf` gives each machine settings of its own. */
export function startFleet(options: {
  count: number;
  logFolder: string;
  dataFolder: string;
  env: Record<string, string>;
  envOf: (index: number) => Record<string, string>;
  args: readonly string[];
  slowMs: number;
}): Fleet {
  mkdirSync(options.logFolder, { recursive: true });
  let isStopping = false;
  let starts = 0;
  const ownExits: string[] = [];

  const start = (machine: Machine, index: number): void => {
    starts += 1;
    const file = `${machine.name}-${String(starts).padStart(4, "0")}.log`;
    const log = openSync(join(options.logFolder, file), "a");
    const child = startBoardsense(["worker", ...options.args], {
      env: {
        ...options.env,
        BOARDSENSE_DATA: join(options.dataFolder, machine.name),
        BOARDSENSE_LOG_LEVEL: "debug",
        ...options.envOf(index),
      },
      stdio: ["ignore", log, log],
      slowMs: options.slowMs,
    });
    closeSync(log);
    machine.child = child;
    machine.workerName = `${hostname()}-${child.pid}`;
    child.once("exit", async (code, signal) => {
      const wasReady = linesOf(options.logFolder, file).some(({ msg }) => msg === "worker ready");
      if (!machine.isKilled && !isStopping && wasReady) ownExits.push(`${file}: ${code ?? signal}`);
      await sleep(RESTART_MS);
      machine.isKilled = false;
      if (!isStopping) start(machine, index);
    });
  };
  const machines = Array.from({ length: options.count }, (_, index): Machine => {
    return { name: `machine-${index + 1}`, child: null, workerName: null, isKilled: false };
  });
  for (const [index, machine] of machines.entries()) start(machine, index);

  return {
    machines,
    ownExits,
    kill: (machine) => {
      machine.isKilled = true;
      machine.child?.kill("SIGKILL");
    },
    stop: async (limitMs) => {
      isStopping = true;
      const ends = machines.map(async ({ child }) => {
        if (child === null || child.exitCode !== null || child.signalCode !== null) return true;
        const ended = new Promise<boolean>((done) => child.once("exit", (code) => done(code === 0)));
        child.kill("SIGTERM");
        const inTime = await Promise.race([ended, sleep(limitMs).then(() => false)]);
        child.kill("SIGKILL");
        return inTime;
      });
      return (await Promise.all(ends)).filter(Boolean).length;
    },
    readLogs: () => readdirSync(options.logFolder).flatMap((file) => linesOf(options.logFolder, file)),
  };
}

function linesOf(folder: string, file: string): LogLine[] {
  return readFileSync(join(folder, file), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .flatMap((line) => {
      try {
        return [{ ...(JSON.parse(line) as LogLine), file }];
      } catch {
        // A killed worker may have been in the middle of a line.
        return [];
      }
    });
}
