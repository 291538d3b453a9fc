import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { isDiskFull, WarehouseError } from "../errors.js";
import { dropLease, hasLiveLease, isKept, leaseHolders, setKeep, takeLease } from "./leases.js";
import { tryLock, unlock, withLock } from "./lock.js";
import { findPlace, openDataFolder, pathsIn } from "./place.js";
import { isAlive } from "./process-identity.js";
import { readSecrets } from "./secrets.js";
import {
  findRunning,
  initialise,
  ownerUrl,
  type RunningServer,
  readPostmasterFile,
  start,
  stop,
} from "./server.js";

const DATABASE = "boardsense";

/** A use of the archive's own server. */
export interface EmbeddedServer {
  /** Connection string of the database's owner. */
  url: string;
  port: number;
  /** Password that the read-only login of this archive is to have. */
  readerPassword: string;
  /** Whether a server that ran already was taken, rather than a new one started. */
  wasRunning: boolean;
  /** Gives the use back; the last one stops the server. Calling it again does nothing. */
  release(): Promise<void>;
}

/**
 * Opens the PostgreSQL server that belongs to a data folder: starts it, or joins the one that runs, be it another
 * command's or one left behind by a command that was killed. Each user holds a lease; the last to give it back
 * stops the server, unless `keepServer` said that it stays. Throws `WarehouseError`.
 */
export async function openEmbedded(folder: string): Promise<EmbeddedServer> {
  const dataFolder = openDataFolder(folder);
  const paths = pathsIn(dataFolder);
  let lease: string | null = null;
  try {
    return await withLock(paths.lock, async () => {
      lease = takeLease(paths.leases);
      const place = findPlace(dataFolder);
      const secrets = readSecrets(place.secrets);
      initialise(place, secrets.owner);
      const running = await findRunning(place, secrets.owner);
      const server = running ?? (await start(place, secrets.owner));
      await makeDatabase(server, secrets.owner);
      return makeHandle(dataFolder, place.database, lease, server, {
        url: ownerUrl(server.port, secrets.owner, DATABASE),
        port: server.port,
        readerPassword: secrets.reader,
        wasRunning: running !== null,
      });
    });
  } catch (error) {
    if (lease !== null) dropLease(lease);
    if (isDiskFull(error)) throw new WarehouseError("DISK_FULL", { folder: dataFolder }, { cause: error });
    throw error;
  }
}

function makeHandle(
  dataFolder: string,
  database: string,
  lease: string,
  server: RunningServer,
  facts: Omit<EmbeddedServer, "release">,
): EmbeddedServer {
  const paths = pathsIn(dataFolder);
  let released: Promise<void> | null = null;
  // A command that ends without closing must not leave a server behind that nobody uses.
  const onExit = () => {
    dropLease(lease);
    if (!tryLock(paths.lock)) return;
    const running = hasLiveLease(paths.leases) ? null : readPostmasterFile({ database });
    if (running?.pid === server.pid) process.kill(server.pid, "SIGINT");
    unlock(paths.lock);
  };
  process.once("exit", onExit);
  const release = () =>
    withLock(paths.lock, async () => {
      process.off("exit", onExit);
      dropLease(lease);
      if (hasLiveLease(paths.leases)) return;
      const running = readPostmasterFile({ database });
      if (running !== null) await stop(paths, running.pid);
    });
  return {
    ...facts,
    release: () => {
      released ??= release();
      return released;
    },
  };
}

async function makeDatabase(server: RunningServer, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl(server.port, password, "postgres") });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** What is known of a data folder's server without starting it. */
export function inspectEmbedded(folder: string): {
  isRunning: boolean;
  port: number | null;
  pid: number | null;
  users: number[];
  isKept: boolean;
  database: string;
} {
  const paths = pathsIn(folder);
  const database = existsSync(paths.elsewhere)
    ? readFileSync(paths.elsewhere, "utf8").trim()
    : join(folder, "postgres");
  const noted = readPostmasterFile({ database });
  const running = noted !== null && isAlive({ pid: noted.pid, startedAt: null }) ? noted : null;
  return {
    isRunning: running !== null,
    port: running?.port ?? null,
    pid: running?.pid ?? null,
    users: leaseHolders(paths.leases),
    isKept: isKept(paths.leases),
    database,
  };
}

/** Says whether the server stays when no command uses it (`boardsense db start`, `boardsense db stop`). */
export function keepServer(folder: string, isKept: boolean): void {
  setKeep(pathsIn(folder).leases, isKept);
}

/**
 * Stops the server of a data folder unless a command uses it; one that was left behind by a kill too. Says who uses
 * it where it stays, and whether there was anything to stop.
 */
export async function stopServer(folder: string): Promise<{ wasRunning: boolean; users: number[] }> {
  if (!existsSync(folder)) return { wasRunning: false, users: [] };
  const paths = pathsIn(realpathSync(folder));
  return withLock(paths.lock, async () => {
    setKeep(paths.leases, false);
    const { isRunning, pid } = inspectEmbedded(folder);
    if (!isRunning || pid === null) return { wasRunning: false, users: [] };
    if (hasLiveLease(paths.leases)) return { wasRunning: true, users: leaseHolders(paths.leases) };
    await stop(paths, pid);
    return { wasRunning: true, users: [] };
  });
}
