import { startEngine } from "../../workers/engine.js";
import { countUnfinished, enqueueUnfinished, waitUntilFinished } from "../../workers/ingest/finish.js";
import { PRIORITY } from "../../workers/queue/queues.js";
import type { Archive } from "../archive.js";
import { EXIT } from "../errors.js";
import { startProgress } from "../progress.js";

/** How long Ctrl-C waits for documents in work before it hands them back. */
const GRACE_MS = 5_000;

/**
 * Does everything that is still to be done in an archive, in this process, with progress on stderr. Resolves to
 * false where the user stopped it: what was done is kept, and the next start goes on.
 */
export async function processArchive(
  archive: Archive,
  options: { runId: string; codeKey: string; isQuiet: boolean; isWorking?: boolean },
): Promise<boolean> {
  const { pool } = archive;
  const before = await countUnfinished(pool, options.codeKey);
  if (before.toRead + before.toCode + before.toConsolidate === 0) return true;
  const stopping = new AbortController();
  const release = onInterrupt(() => {
    process.stderr.write(
      "\nStopping: documents in work are finished or handed back. Press Ctrl-C again to leave at once.\n",
    );
    stopping.abort();
  });
  const engine = await startEngine({ ...archive, ...(options.isWorking === false ? { names: [] } : {}) });
  const total = before.toRead + before.toCode;
  const progress = startProgress({ total, unit: "documents", isQuiet: options.isQuiet });
  try {
    const priority = PRIORITY.waitingUser;
    await enqueueUnfinished(pool, engine.queues, { ...options, priority });
    await waitUntilFinished(pool, engine.queues, {
      ...options,
      priority,
      signal: stopping.signal,
      onProgress: ({ toRead, toCode }) => progress.update(Math.max(0, total - toRead - toCode)),
    });
  } finally {
    progress.stop();
    await engine.stop(GRACE_MS);
    release();
  }
  return !stopping.signal.aborted;
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
