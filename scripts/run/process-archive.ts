import { statfsSync } from "node:fs";
import { isDiskFull } from "../../sql/errors.js";
import { startEngine } from "../../workers/engine.js";
import { countUnfinished, enqueueUnfinished, waitUntilFinished } from "../../workers/ingest/finish.js";
import { PRIORITY, type Priority } from "../../workers/queue/queues.js";
import type { Archive } from "../archive.js";
import { EXIT, ExpectedError } from "../errors.js";
import { startProgress } from "../progress.js";
import { describeUnfinished, describeWait, sayWhenIdle } from "./waiting.js";

/** How long Ctrl-C waits for documents in work before it hands them back. */
const GRACE_MS = 5_000;
/** Bytes below which a disk counts as full. */
const LEAST_SPACE = 1_000_000;

/**
 * Does everything that is still to be done in an archive, in this process, with progress on stderr; with
 * `isWorking: false` others do it, and only the files of the call and their bodies are waited for. So it is too where
 * other workers are there to go on with the rest. Resolves to false where the user stopped it: what was done is kept,
 * and the next start goes on. Throws where the disk is full.
 */
export async function processArchive(
  archive: Archive,
  options: {
    runId: string;
    codeKey: string;
    isQuiet: boolean;
    isWorking?: boolean;
    /** Of a user who waits, unless said otherwise. */
    priority?: Priority;
    /** What the user asked for: it goes before all else that waits. Left out: everything that waits. */
    documentIds?: readonly string[];
    /** All documents of the call, those that need nothing too: their bodies may. Left out: the whole archive. */
    ownIds?: readonly string[];
  },
): Promise<boolean> {
  const { pool } = archive;
  const { ownIds } = options;
  const isWorking = options.isWorking !== false;
  const all = await countUnfinished(pool, options.codeKey);
  const own = ownIds === undefined ? all : await countUnfinished(pool, options.codeKey, ownIds);
  if (describeUnfinished(isWorking ? all : own) === "") return true;
  const stopping = new AbortController();
  const release = onInterrupt(() => {
    process.stderr.write(
      "\nStopping: documents in work are finished or handed back. Press Ctrl-C again to leave at once.\n",
    );
    stopping.abort();
  });
  // A worker waits for space; a person at the keyboard is told.
  let fullDisk: Error | null = null;
  const onFailure = (error: Error) => {
    if (!isDiskFull(error) && hasSpace(archive.dataFolder)) return;
    fullDisk ??= new ExpectedError(
      `The disk is full (${archive.dataFolder}). Free some space and run the same command again: what was done is kept.`,
    );
    stopping.abort();
  };
  const priority = options.priority ?? PRIORITY.waitingUser;
  const engine = await startEngine({
    ...archive,
    onFailure,
    ...(isWorking ? {} : { names: [] }),
  });
  // One worker of each queue is our own.
  const areOthersAtWork = isWorking && Object.values(await engine.queues.countWorkers()).some((n) => n > 1);
  const isOwnOnly = ownIds !== undefined && (!isWorking || areOthersAtWork);
  const waitsFor = isOwnOnly ? describeWait(own, all) : null;
  if (waitsFor !== null && !options.isQuiet) process.stderr.write(`${waitsFor}\n`);
  const total = isOwnOnly ? own.toRead + own.toCode : all.toRead + all.toCode;
  const progress = startProgress({ total, unit: "documents", isQuiet: options.isQuiet });
  try {
    await enqueueUnfinished(pool, engine.queues, { ...options, priority });
    await waitUntilFinished(pool, engine.queues, {
      runId: options.runId,
      codeKey: options.codeKey,
      ...(isOwnOnly ? { documentIds: ownIds } : {}),
      ...(isWorking ? {} : { onIdle: sayWhenIdle(engine.queues.backend.kind === "postgres") }),
      signal: stopping.signal,
      onProgress: ({ toRead, toCode }) => progress.update(Math.max(0, total - toRead - toCode)),
    });
  } finally {
    progress.stop();
    await engine.stop(GRACE_MS);
    release();
  }
  if (fullDisk !== null) throw fullDisk;
  return !stopping.signal.aborted;
}

/** Whether the disk has room for a few more rows: a server that lost its disk reports all kinds of errors. */
function hasSpace(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > LEAST_SPACE;
}

/** Calls `stop` on the first Ctrl-C or SIGTERM and leaves at once on the second; returns what takes it back. */
export function onInterrupt(stop: () => void): () => void {
  let isStopping = false;
  const listener = () => {
    if (isStopping) process.exit(EXIT.interrupted);
    isStopping = true;
    stop();
  };
  process.on("SIGINT", listener);
  process.on("SIGTERM", listener);
  return () => {
    process.off("SIGINT", listener);
    process.off("SIGTERM", listener);
  };
}
