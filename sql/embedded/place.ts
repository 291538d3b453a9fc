import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { reasonOf, WarehouseError } from "../errors.js";
import { type Binaries, findBinaries } from "./binaries.js";
import { canEnter, chooseServerUser, type ServerUser } from "./server-user.js";

/** Where root keeps what the server's own user must reach and cannot reach in root's folders. */
export const SHARED_PLACE = "/var/lib/boardsense";

/** Nobody waits long for what others left behind. */
const ERASED_AT_ONCE = 3;

/** Everything about one archive's server that lies on disk. */
export interface Place {
  dataFolder: string;
  /** PostgreSQL's own folder; not always inside the data folder (see `SHARED_PLACE`). */
  database: string;
  log: string;
  lock: string;
  leases: string;
  secrets: string;
  /** Port of the last start, so that addresses given to other programs go on working. */
  port: string;
  user: ServerUser;
  binaries: Binaries;
}

/** Paths that need no decision: enough to ask about leases and to lock. */
export function pathsIn(dataFolder: string) {
  return {
    dataFolder,
    log: join(dataFolder, "postgres.log"),
    lock: join(dataFolder, "server.lock"),
    leases: join(dataFolder, "leases"),
    secrets: join(dataFolder, "secrets.json"),
    port: join(dataFolder, "server-port"),
    /** Names the folder of a database that lies elsewhere. */
    elsewhere: join(dataFolder, "database-is-in"),
  };
}

/** Makes the data folder and says in one line why it cannot be used. Returns its real path. */
export function openDataFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    const real = realpathSync(folder);
    const probe = join(real, `.probe-${process.pid}`);
    writeFileSync(probe, "probe");
    rmSync(probe);
    return real;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT") {
      throw new WarehouseError("DISK_FULL", { folder }, { cause: error });
    }
    throw new WarehouseError("DATA_FOLDER_UNUSABLE", { folder, reason: reasonOf(error) }, { cause: error });
  }
}

/** Decides where the database lies and who runs it. Decided once for an archive, then read. */
export function findPlace(dataFolder: string): Place {
  const paths = pathsIn(dataFolder);
  const inside = join(dataFolder, "postgres");
  const existing = existsSync(paths.elsewhere)
    ? readElsewhere(paths.elsewhere, dataFolder)
    : existsSync(join(inside, "PG_VERSION"))
      ? inside
      : null;
  const user = chooseServerUser(existing !== null && existsSync(existing) ? existing : null);
  const isRoot = user !== null;
  const binaries = findBinaries(user, (version) =>
    isRoot
      ? join(sharedPlace(user, dataFolder), `postgres-${version}`)
      : join(dataFolder, `postgres-${version}`),
  );
  let database = existing ?? inside;
  if (existing === null && isRoot && !canEnter(user, dataFolder)) {
    database = join(sharedPlace(user, dataFolder), randomBytes(8).toString("hex"), "postgres");
    mkdirSync(dirname(database), { recursive: true, mode: 0o755 });
    chmodSync(dirname(database), 0o755);
    writeFileSync(join(dirname(database), "data-folder"), `${dataFolder}\n`);
    sweepTemporary(ERASED_AT_ONCE);
    writeFileSync(paths.elsewhere, `${database}\n`);
  }
  if (isRoot && !canEnter(user, dirname(database))) {
    throw new WarehouseError("NO_SHARED_PLACE", {
      user: user.name,
      folder: dirname(database),
      shared: SHARED_PLACE,
      reason: "the database was made in this folder",
    });
  }
  return { ...paths, database, user, binaries };
}

/** A copied data folder names the same database as its original: two archives never share state. */
function readElsewhere(file: string, dataFolder: string): string {
  const database = readFileSync(file, "utf8").trim();
  const note = join(dirname(database), "data-folder");
  if (!existsSync(note)) return database;
  const original = readFileSync(note, "utf8").trim();
  if (original === dataFolder) return database;
  if (existsSync(join(original, "database-is-in"))) {
    throw new WarehouseError("ARCHIVE_COPIED", { folder: dataFolder, original, database, file });
  }
  writeFileSync(note, `${dataFolder}\n`);
  return database;
}

function sharedPlace(user: NonNullable<ServerUser>, folder: string): string {
  try {
    mkdirSync(SHARED_PLACE, { recursive: true, mode: 0o755 });
    chmodSync(SHARED_PLACE, 0o755);
  } catch (error) {
    throw new WarehouseError(
      "NO_SHARED_PLACE",
      { user: user.name, folder, shared: SHARED_PLACE, reason: reasonOf(error) },
      { cause: error },
    );
  }
  return SHARED_PLACE;
}

/**
 * Erases databases whose data folder was a temporary one and is gone. Any other may be on a disk that is away for
 * now, and stays. At most `limit` at once.
 */
export function sweepTemporary(limit: number): void {
  let erased = 0;
  for (const name of readdirSync(SHARED_PLACE)) {
    if (erased >= limit) return;
    const folder = join(SHARED_PLACE, name);
    const note = join(folder, "data-folder");
    if (!existsSync(note)) continue;
    const dataFolder = readFileSync(note, "utf8").trim();
    if (!dataFolder.startsWith(`${realpathSync(tmpdir())}/`) || existsSync(dataFolder)) continue;
    if (existsSync(join(folder, "postgres", "postmaster.pid"))) continue;
    rmSync(folder, { recursive: true, force: true });
    erased += 1;
  }
}
