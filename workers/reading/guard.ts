import { workerData } from "node:worker_threads";
import { OUT_OF_MEMORY_SIGNAL } from "./limits.js";

const { parent, memoryLimitMb } = workerData as { parent: number; memoryLimitMb: number };
const LOOK_EVERY_MS = 500;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  // Where the parent can look at its children's memory itself, it is quicker and ends them first.
  if (process.platform !== "linux" && process.memoryUsage.rss() > memoryLimitMb * 1024 * 1024) {
    process.kill(process.pid, OUT_OF_MEMORY_SIGNAL);
  }
}, LOOK_EVERY_MS);
