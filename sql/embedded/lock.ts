import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { WarehouseError } from "../errors.js";
import { isAlive, ownIdentity, type ProcessIdentity } from "./process-identity.js";

const WAIT_LIMIT_MS = 120_000;
const RETRY_MS = 40;

/** Does `work` while no other process holds the lock file. A lock whose holder died is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + WAIT_LIMIT_MS;
  while (!tryLock(file)) {
    if (Date.now() > deadline) {
      throw new WarehouseError("LOCK_TIMEOUT", {
        file,
        pid: readHolder(file)?.pid ?? "unknown",
        seconds: WAIT_LIMIT_MS / 1000,
      });
    }
    await sleep(RETRY_MS * (0.5 + Math.random()));
  }
  try {
    return await work();
  } finally {
    unlock(file);
  }
}

/** Takes the lock file if nobody alive holds it. Calls with the same file do not nest. */
export function tryLock(file: string): boolean {
  // Written first and linked then: the lock file never exists without its holder in it.
  const own = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(own, JSON.stringify(ownIdentity()), { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        linkSync(own, file);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = readHolder(file);
      if (holder !== null && isAlive(holder)) return false;
      clearStale(file, holder);
    }
    return false;
  } finally {
    unlinkQuietly(own);
  }
}

/** Gives the lock file back. */
export function unlock(file: string): void {
  unlinkQuietly(file);
}

function readHolder(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ProcessIdentity;
  } catch {
    return null;
  }
}

/** Two processes may find the same dead holder: whoever moves the file away looks again at what was moved. */
function clearStale(file: string, seen: ProcessIdentity | null): void {
  const aside = `${file}.stale.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved !== null && moved.pid !== seen?.pid && isAlive(moved)) {
    try {
      linkSync(aside, file);
    } catch {
      // A third process holds it now.
    }
  }
  unlinkQuietly(aside);
}

function unlinkQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It is gone, which is what was wanted.
  }
}
