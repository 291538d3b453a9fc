import { Worker } from "node:worker_threads";
import type { ReadingReply, ReadingRequest } from "./messages.js";
import { readDocument } from "./read-document.js";

// The main thread may be stuck in a document when the parent dies; the guard is not.
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
const memoryLimitMb = Number(process.argv[2]);
new Worker(new URL(`./guard.${extension}`, import.meta.url), {
  workerData: { parent: process.ppid, memoryLimitMb },
}).unref();

process.on("disconnect", () => process.exit(0));

process.on("message", async (request: ReadingRequest) => {
  say(await readDocument(request, say));
});

function say(reply: ReadingReply): void {
  if (process.connected) process.send?.(reply);
}
