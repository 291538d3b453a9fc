import { readFileSync } from "node:fs";

/** A process, told from a later one that was given the same number. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks since boot at which it started; null where the system does not say (not Linux). */
  startedAt: string | null;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: readStat(process.pid)?.startedAt ?? null };
}

/** Whether the process still runs. A zombie does not, nor does another process with its number. */
export function isAlive(identity: ProcessIdentity): boolean {
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const stat = readStat(identity.pid);
  if (stat === null) return true;
  if (stat.state === "Z" || stat.state === "X") return false;
  return identity.startedAt === null || identity.startedAt === stat.startedAt;
}

/** The program's name ("postgres"), or null where the system does not say. */
export function programOf(pid: number): string | null {
  return readStat(pid)?.program ?? null;
}

function readStat(pid: number): { program: string; state: string; startedAt: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name stands in brackets and may itself hold brackets and blanks.
    const open = text.indexOf("(");
    const close = text.lastIndexOf(")");
    const rest = text.slice(close + 2).split(" ");
    return { program: text.slice(open + 1, close), state: rest[0] ?? "", startedAt: rest[19] ?? "" };
  } catch {
    return null;
  }
}
