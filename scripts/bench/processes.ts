import { readFileSync } from "node:fs";

/** A process and all that it started, by number; on systems without /proc the process alone. */
export function withDescendants(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").trim();
    return [
      pid,
      ...children
        .split(" ")
        .filter(Boolean)
        .flatMap((child) => withDescendants(Number(child))),
    ];
  } catch {
    return [pid];
  }
}
