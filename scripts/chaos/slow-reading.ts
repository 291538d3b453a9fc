import { setTimeout as sleep } from "node:timers/promises";

/**
 * Loaded by the harness (`--import`) into the processes of its workers: reading processes answer every document later
 * by CHAOS_SLOW_MS, as if it were a long one, so that a few hundred small documents keep workers busy for minutes.
 */
const slowMs = Number(process.env.CHAOS_SLOW_MS ?? 0);
if (slowMs > 0 && /reading\/child\.[jt]s$/.test(process.argv[1] ?? "")) {
  const on = process.on.bind(process) as (
    name: string,
    listener: (...args: unknown[]) => unknown,
  ) => NodeJS.Process;
  const slowed = (name: string, listener: (...args: unknown[]) => unknown): NodeJS.Process =>
    on(name, name !== "message" ? listener : (...args) => sleep(slowMs).then(() => listener(...args)));
  process.on = slowed as typeof process.on;
}
