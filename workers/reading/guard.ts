import { Worker } from "node:worker_threads";
import { OUT_OF_MEMORY_SIGNAL } from "./limits.js";

const LOOK_EVERY_MS = 500;

// Given as text, so that it starts alike from the sources and from the built files.
const GUARD = `
const { workerData } = require("node:worker_threads");
setInterval(() => {
  if (process.ppid !== workerData.parent) process.kill(process.pid, "SIGKILL");
  if (workerData.memoryLimit && process.memoryUsage.rss() > workerData.memoryLimit) {
    process.kill(process.pid, workerData.signal);
  }
}, workerData.every);
`;

/**
 * Ends this process when its parent is gone, from a thread of its own, since the main one may be stuck in a document.
 * Where the parent cannot see its children's memory (anywhere but on Linux), the memory limit is held here as well.
 */
export function guardThisProcess(memoryLimitMb: number): void {
  new Worker(GUARD, {
    eval: true,
    execArgv: [],
    workerData: {
      parent: process.ppid,
      memoryLimit: process.platform === "linux" ? null : memoryLimitMb * 1024 * 1024,
      signal: OUT_OF_MEMORY_SIGNAL,
      every: LOOK_EVERY_MS,
    },
  }).unref();
}
