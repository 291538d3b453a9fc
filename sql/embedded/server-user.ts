import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { WarehouseError } from "../errors.js";

/** The user of the operating system who runs the server: null for ourselves. */
export type ServerUser = { name: string; uid: number; gid: number } | null;

const PREFERRED = ["postgres", "nobody"];

/**
 * Whom to run the server as. An ordinary user runs it as themselves; root, whom PostgreSQL refuses, as the owner
 * of the database where there is one already, else as `postgres` or, on a bare system, `nobody`.
 */
export function chooseServerUser(existingDatabase: string | null): ServerUser {
  if (process.getuid?.() !== 0) return null;
  if (existingDatabase !== null) {
    const { uid, gid } = statSync(existingDatabase);
    if (uid !== 0) return { name: nameOf(uid) ?? String(uid), uid, gid };
  }
  for (const name of PREFERRED) {
    const uid = askId("-u", name);
    const gid = askId("-g", name);
    if (uid !== null && gid !== null) return { name, uid, gid };
  }
  throw new WarehouseError("NO_SERVER_USER", {});
}

/** Whether that user can enter the folder. */
export function canEnter(user: ServerUser, folder: string): boolean {
  return canDo(user, "-x", folder);
}

/** Whether that user can read (and for a program: run) the file. */
export function canRead(user: ServerUser, file: string): boolean {
  return canDo(user, "-r", file);
}

function canDo(user: ServerUser, question: "-x" | "-r", path: string): boolean {
  const { status } = spawnSync("test", [question, path], { ...asUser(user), cwd: "/" });
  return status === 0;
}

/** Options of `spawn` that make a program run as that user. */
export function asUser(user: ServerUser): { uid?: number; gid?: number } {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}

function askId(option: "-u" | "-g", name: string): number | null {
  const { status, stdout } = spawnSync("id", [option, name], { encoding: "utf8" });
  const id = Number.parseInt(stdout ?? "", 10);
  return status === 0 && Number.isInteger(id) && id !== 0 ? id : null;
}

function nameOf(uid: number): string | null {
  const { status, stdout } = spawnSync("id", ["-un", String(uid)], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}
