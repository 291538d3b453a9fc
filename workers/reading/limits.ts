import { readFileSync } from "node:fs";

/** With this signal a reading process ends itself where its parent cannot see its memory. */
export const OUT_OF_MEMORY_SIGNAL = "SIGUSR2";

/** Resident memory of a process in MB; null where the system does not tell (not Linux) or the process is gone. */
export function residentMb(pid: number): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
