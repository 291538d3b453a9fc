import { open, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { FoundFile } from "./find-files.js";

/** Files that nobody writes any more, and those that somebody may still be writing, each with what shows it. */
export interface Stillness {
  still: FoundFile[];
  moving: { path: string; why: string }[];
}

/** A PDF without its end is waited for so many times longer; after that it is what it is. */
const PATIENCE_WITHOUT_END = 30;
/** Where a PDF says that it ends: somewhere in its last bytes. */
const TAIL_BYTES = 2048;

/**
 * Sorts files by whether they are still: unchanged for `stillForMs`, and PDFs with their end. Those touched lately
 * are looked at twice, `stillForMs` apart. Files that `isKnown` says are known are not looked at.
 */
export async function sortByStillness(
  files: readonly FoundFile[],
  options: { stillForMs: number; isKnown: (file: FoundFile) => boolean; signal: AbortSignal },
): Promise<Stillness> {
  const { stillForMs } = options;
  const fresh = stillForMs === 0 ? [] : files.filter((file) => !options.isKnown(file));
  const first = new Map<string, Look>();
  for (const { path } of fresh) {
    const look = await lookAt(path);
    if (look !== null && look.ageMs < stillForMs * PATIENCE_WITHOUT_END) first.set(path, look);
  }
  if ([...first.values()].some(({ ageMs }) => ageMs < stillForMs)) {
    await sleep(stillForMs, undefined, { signal: options.signal });
  }
  const moving: Stillness["moving"] = [];
  const still: FoundFile[] = [];
  for (const file of files) {
    const before = first.get(file.path);
    const why = before === undefined ? null : await whyMoving(file.path, before);
    if (why === null) still.push(file);
    else moving.push({ path: file.path, why });
  }
  return { still, moving };
}

interface Look {
  size: number;
  modifiedAtMs: number;
  /** Since bytes or name last changed; a copy that keeps the old date of its file is new by this. */
  ageMs: number;
}

async function lookAt(path: string): Promise<Look | null> {
  const status = await stat(path).catch(() => null);
  if (status === null) return null;
  return {
    size: status.size,
    modifiedAtMs: status.mtimeMs,
    // The clock of a file server may be ahead: then the file counts as just written, and the second look decides.
    ageMs: Math.max(0, Date.now() - Math.max(status.mtimeMs, status.ctimeMs)),
  };
}

async function whyMoving(path: string, before: Look): Promise<string | null> {
  const now = await lookAt(path);
  if (now === null) return "it disappeared while it was looked at";
  if (now.size !== before.size) return `it grew from ${before.size} to ${now.size} bytes`;
  if (now.modifiedAtMs !== before.modifiedAtMs) return "it was written to";
  if (now.size === 0) return "it is empty so far";
  if (/\.pdf$/i.test(path) && !(await hasEnd(path, now.size))) return "its end is missing so far";
  return null;
}

async function hasEnd(path: string, size: number): Promise<boolean> {
  const file = await open(path).catch(() => null);
  // One that may not be read is for the reader to report.
  if (file === null) return true;
  try {
    const length = Math.min(TAIL_BYTES, size);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead).includes("%%EOF");
  } finally {
    await file.close();
  }
}
