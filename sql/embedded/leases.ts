import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, ownIdentity, type ProcessIdentity } from "./process-identity.js";

/**
 * Who uses the server of a data folder: one file for each user, named after its process. The last live lease
 * stops the server; leases of dead processes count for nothing. `keep` is a lease without a process:
 * `boardsense db start` writes it, `boardsense db stop` takes it away.
 */
const KEEP = "keep";
let opened = 0;

/** Writes a lease of this process and returns its file. */
export function takeLease(folder: string): string {
  mkdirSync(folder, { recursive: true });
  opened += 1;
  const file = join(folder, `${process.pid}-${opened}`);
  writeFileSync(file, JSON.stringify(ownIdentity()));
  return file;
}

/** Takes the lease away. */
export function dropLease(file: string): void {
  rmSync(file, { force: true });
}

/** Whether anybody still uses the server; clears away what dead processes left. */
export function hasLiveLease(folder: string): boolean {
  let hasAny = false;
  for (const name of listLeases(folder)) {
    const file = join(folder, name);
    if (name === KEEP) {
      hasAny = true;
      continue;
    }
    const holder = readLease(file);
    if (holder !== null && isAlive(holder)) hasAny = true;
    else rmSync(file, { force: true });
  }
  return hasAny;
}

/** Process numbers of everybody who uses the server now. */
export function leaseHolders(folder: string): number[] {
  return listLeases(folder)
    .map((name) => readLease(join(folder, name)))
    .filter((holder): holder is ProcessIdentity => holder !== null && isAlive(holder))
    .map((holder) => holder.pid);
}

/** Says whether the server is to stay when nobody uses it. */
export function setKeep(folder: string, isKept: boolean): void {
  mkdirSync(folder, { recursive: true });
  if (isKept) writeFileSync(join(folder, KEEP), "");
  else rmSync(join(folder, KEEP), { force: true });
}

/** Whether the server is to stay when nobody uses it. */
export function isKept(folder: string): boolean {
  return listLeases(folder).includes(KEEP);
}

function listLeases(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readLease(file: string): ProcessIdentity | null {
  try {
    const holder = JSON.parse(readFileSync(file, "utf8")) as ProcessIdentity;
    return Number.isInteger(holder.pid) ? holder : null;
  } catch {
    return null;
  }
}
