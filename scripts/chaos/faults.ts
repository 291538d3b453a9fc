import { setTimeout as sleep } from "node:timers/promises";
import type { Queue } from "bullmq";
import { QUEUE_NAMES, type QueueName } from "../../schemas/jobs.js";
import { within } from "../../workers/within.js";
import type { Fleet, Machine } from "./fleet.js";
import type { Weather } from "./proxy.js";
import { pick, shuffle } from "./random.js";
import type { Stage } from "./stage.js";

export type Fault =
  | { kind: "kill" }
  | { kind: "restart"; server: "redis" | "postgres"; signal: NodeJS.Signals }
  | { kind: "cut"; server: "redis" | "postgres"; weather: Weather; ms: number }
  | { kind: "full disk"; ms: number };

/** What was done to a worker, and what it was doing. */
export interface Kill {
  atMs: number;
  workerName: string;
  /** Jobs that it held, by the queue's own record. */
  jobs: string[];
}

/** A plan of faults in an order of chance: kills all along, the rest between them. */
export function planFaults(
  random: () => number,
  options: {
    kills: number;
    restarts: number;
    cutMs: number;
    diskMs: number;
    hasRedis: boolean;
  },
): Fault[] {
  const servers = options.hasRedis ? (["redis", "postgres"] as const) : (["postgres"] as const);
  // PostgreSQL: SIGINT is an orderly stop, SIGQUIT the immediate one (SIGTERM would wait for the workers to leave).
  const signals: Record<"redis" | "postgres", NodeJS.Signals[]> = {
    redis: ["SIGKILL", "SIGTERM"],
    postgres: ["SIGKILL", "SIGINT", "SIGQUIT"],
  };
  const rest: Fault[] = servers.flatMap((server) => [
    ...Array.from({ length: options.restarts }, (_, index): Fault => {
      const signal = signals[server][index % signals[server].length] as NodeJS.Signals;
      return { kind: "restart", server, signal };
    }),
    ...(options.cutMs > 0
      ? (["drop", "blackhole"] as const).map((weather): Fault => {
          return { kind: "cut", server, weather, ms: options.cutMs };
        })
      : []),
  ]);
  if (options.diskMs > 0) rest.push({ kind: "full disk", ms: options.diskMs });
  const kills = Array.from({ length: options.kills }, (): Fault => ({ kind: "kill" }));
  return shuffle(random, [...kills, ...rest]);
}

/** Jobs that each worker holds, by the queue's own record; null while the queue does not answer. */
export async function readHolders(queues: Record<QueueName, Queue>): Promise<Map<string, string[]> | null> {
  const holders = new Map<string, string[]>();
  try {
    for (const name of QUEUE_NAMES) {
      for (const job of await within(5_000, queues[name].getActive())) {
        const by = job?.processedBy;
        if (by !== undefined && job.id !== undefined) holders.set(by, [...(holders.get(by) ?? []), job.id]);
      }
    }
    return holders;
  } catch {
    return null;
  }
}

const LOOK_EVERY_MS = 50;
const LOOK_LIMIT_MS = 120_000;

/** Kills a worker of chance as soon as it holds a job; after two minutes, whatever it does. */
export async function killOne(
  random: () => number,
  fleet: Fleet,
  queues: Record<QueueName, Queue>,
  startedAt: number,
): Promise<Kill | null> {
  const alive = () => fleet.machines.filter(({ isKilled, child }) => !isKilled && child?.exitCode === null);
  const wanted: Machine = pick(random, fleet.machines);
  const deadline = performance.now() + LOOK_LIMIT_MS;
  while (performance.now() < deadline) {
    const holders = await readHolders(queues);
    const holding = alive().filter(({ workerName }) => holders?.has(workerName ?? ""));
    // The one that chance chose, while it works; where it is busy getting up, another that works.
    const machine =
      holding.find((candidate) => candidate === wanted) ??
      (holding.length > 0 ? pick(random, holding) : null);
    if (machine !== null) {
      fleet.kill(machine);
      const workerName = machine.workerName ?? "";
      return { atMs: performance.now() - startedAt, workerName, jobs: holders?.get(workerName) ?? [] };
    }
    await sleep(LOOK_EVERY_MS);
  }
  const [machine] = alive();
  if (machine === undefined) return null;
  fleet.kill(machine);
  return { atMs: performance.now() - startedAt, workerName: machine.workerName ?? "", jobs: [] };
}

/** Does one fault that is no kill, and puts everything right again. */
export async function disturb(stage: Stage, fault: Exclude<Fault, { kind: "kill" }>): Promise<void> {
  switch (fault.kind) {
    case "restart": {
      const server = fault.server === "redis" ? stage.redis : stage.postgres;
      await server?.end(fault.signal);
      await sleep(1_000);
      await server?.start();
      return;
    }
    case "cut": {
      const proxy = fault.server === "redis" ? stage.redisProxy : stage.postgresProxy;
      proxy?.setWeather(fault.weather);
      await sleep(fault.ms);
      proxy?.setWeather("pass");
      return;
    }
    case "full disk": {
      stage.disk.fill();
      await sleep(fault.ms);
      stage.disk.free();
      // A server that ended on its full disk is started again, as a service manager would.
      await stage.postgres.start();
      await stage.redis?.start();
    }
  }
}
