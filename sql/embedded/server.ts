import { spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { reasonOf, WarehouseError } from "../errors.js";
import type { Place } from "./place.js";
import { isAlive, programOf } from "./process-identity.js";
import { asUser } from "./server-user.js";

export const OWNER = "boardsense";
const HOST = "127.0.0.1";
const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 40_000;
const LOG_LIMIT_BYTES = 5_000_000;
const START_ATTEMPTS = 6;

/** Settings of the archive's own server. */
const SETTINGS: Record<string, string> = {
  listen_addresses: HOST,
  // TCP alone: the path of a socket may not be longer than 107 bytes, and data folders are.
  unix_socket_directories: "",
  max_connections: "120",
  shared_buffers: "128MB",
  // A crash of the whole machine may lose the last moments; unique keys in the warehouse make them be done again.
  synchronous_commit: "off",
  jit: "off",
  max_parallel_workers_per_gather: "0",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  // No text of a document reaches the log.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
};

/** A running server. */
export interface RunningServer {
  pid: number;
  port: number;
}

/** Connection string of the server's own owner. */
export function ownerUrl(port: number, password: string, database: string): string {
  return `postgres://${OWNER}:${password}@${HOST}:${port}/${database}`;
}

/** Makes the database's folder if there is none. What was cut short before is thrown away. */
export function initialise(place: Place, password: string): void {
  const parent = dirname(place.database);
  if (existsSync(join(place.database, "PG_VERSION"))) {
    const found = readFileSync(join(place.database, "PG_VERSION"), "utf8").trim();
    if (found !== place.binaries.major) {
      throw new WarehouseError("OTHER_MAJOR_VERSION", {
        folder: place.database,
        found,
        shipped: place.binaries.major,
      });
    }
    return;
  }
  for (const name of readdirSync(parent)) {
    if (name.startsWith("postgres.half-")) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const half = join(parent, `postgres.half-${process.pid}`);
  const passwordFile = `${half}.password`;
  try {
    mkdirSync(half, { mode: 0o700 });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (place.user !== null) {
      chownSync(half, place.user.uid, place.user.gid);
      chownSync(passwordFile, place.user.uid, place.user.gid);
    }
    runInitdb(place, half, passwordFile);
    renameSync(half, place.database);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    throw explainStart(error, place);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function runInitdb(place: Place, folder: string, passwordFile: string): void {
  const locale = process.platform === "linux" ? "C.UTF-8" : "C";
  const { status, stdout, stderr, error } = spawnSync(
    place.binaries.initdb,
    [
      `--pgdata=${folder}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      `--locale=${locale}`,
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--lc-messages=C",
      "--no-instructions",
    ],
    { ...asUser(place.user), cwd: "/", env: serverEnvironment(), encoding: "utf8" },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(pickReason(`${stdout}\n${stderr}`));
}

/** The server that runs on this folder: ours, or one left behind by a process that was killed. */
export async function findRunning(place: Place, password: string): Promise<RunningServer | null> {
  const noted = readPostmasterFile(place);
  if (noted === null) return null;
  if (!isAlive({ pid: noted.pid, startedAt: null })) return null;
  const program = programOf(noted.pid);
  if (program !== null && !program.startsWith("postgres")) {
    // After a restart of the machine the number belongs to something else, and the file would mislead PostgreSQL.
    rmSync(join(place.database, "postmaster.pid"), { force: true });
    return null;
  }
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const answer = await ask(noted.port, password);
    if (answer.isReady) return noted;
    if (!isAlive({ pid: noted.pid, startedAt: null })) return null;
    if (Date.now() > deadline || answer.isFinal) {
      throw new WarehouseError("SERVER_DOES_NOT_ANSWER", {
        ...noted,
        folder: place.database,
        reason: answer.reason,
      });
    }
    await sleep(50);
  }
}

/** Starts a server on this folder and waits until it answers. */
export async function start(place: Place, password: string): Promise<RunningServer> {
  let port = await pickPort(readPort(place));
  for (let attempt = 1; ; attempt++) {
    const failure = await launch(place, port, password);
    if (failure === null) break;
    const isTransient = /already in use|could not bind|shared memory block|Address in use/i.test(failure);
    if (!isTransient || attempt === START_ATTEMPTS) throw explainStart(new Error(failure), place);
    if (/shared memory block/i.test(failure)) await sleep(1000);
    else port = await pickPort(null);
  }
  const noted = readPostmasterFile(place);
  if (noted === null) throw explainStart(new Error("it went away again at once"), place);
  writeFileSync(place.port, `${port}\n`);
  return noted;
}

/** Null when the server answers; otherwise its own words on why it ended. */
async function launch(place: Place, port: number, password: string): Promise<string | null> {
  const logFrom = prepareLog(place.log);
  const log = openSync(place.log, "a", 0o600);
  const child = spawn(
    place.binaries.postgres,
    [
      "-D",
      place.database,
      "-p",
      String(port),
      ...Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      ...asUser(place.user),
      cwd: "/",
      env: serverEnvironment(),
      // A group of its own: Ctrl-C at the terminal is for the command, which stops the server when it is done.
      detached: true,
      stdio: ["ignore", log, log],
    },
  );
  let ended: string | null = null;
  child.once("error", (error) => {
    ended = reasonOf(error);
  });
  child.once("exit", (code, signal) => {
    ended ??= `it ended with ${signal ?? code}`;
  });
  child.unref();
  closeSync(log);
  const deadline = Date.now() + START_LIMIT_MS;
  while (ended === null) {
    const answer = await ask(port, password);
    if (answer.isReady) return null;
    if (Date.now() > deadline) {
      child.kill("SIGQUIT");
      return `it did not answer within ${START_LIMIT_MS / 1000} s (${answer.reason})`;
    }
    await sleep(20);
  }
  const said = readFileSync(place.log, "utf8").slice(logFrom);
  return said.trim() === "" ? ended : pickReason(said);
}

/** Stops the server: open transactions are rolled back, committed ones are kept. */
export async function stop(place: Pick<Place, "log">, pid: number): Promise<void> {
  const server = { pid, startedAt: null };
  for (const [signal, limit] of [
    ["SIGINT", STOP_LIMIT_MS],
    ["SIGQUIT", 10_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + limit;
    while (Date.now() < deadline) {
      if (!isAlive(server)) return;
      await sleep(10);
    }
  }
  throw new WarehouseError("SERVER_DID_NOT_STOP", {
    pid,
    seconds: STOP_LIMIT_MS / 1000 + 10,
    log: place.log,
  });
}

/** What the server wrote of itself; null where none runs or ran. */
export function readPostmasterFile(place: Pick<Place, "database">): RunningServer | null {
  try {
    const lines = readFileSync(join(place.database, "postmaster.pid"), "utf8").split("\n");
    const pid = Number.parseInt(lines[0] ?? "", 10);
    const port = Number.parseInt(lines[3] ?? "", 10);
    return pid > 0 && port > 0 ? { pid, port } : null;
  } catch {
    return null;
  }
}

async function ask(
  port: number,
  password: string,
): Promise<{ isReady: boolean; isFinal: boolean; reason: string }> {
  const client = new pg.Client({
    connectionString: ownerUrl(port, password, "postgres"),
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return { isReady: true, isFinal: false, reason: "" };
  } catch (error) {
    // 28P01: another server, or a password that is not ours; waiting does not change that.
    const isFinal = (error as { code?: string }).code === "28P01";
    return { isReady: false, isFinal, reason: reasonOf(error) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function pickPort(wanted: number | null): Promise<number> {
  if (wanted !== null && (await isFree(wanted))) return wanted;
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}

function readPort(place: Place): number | null {
  try {
    const port = Number.parseInt(readFileSync(place.port, "utf8"), 10);
    return port > 0 && port < 65_536 ? port : null;
  } catch {
    return null;
  }
}

/** Cuts a log that grew long; returns the length from which on this start writes. */
function prepareLog(log: string): number {
  try {
    const { size } = statSync(log);
    if (size <= LOG_LIMIT_BYTES) return size;
    rmSync(log);
  } catch {
    // There is none yet.
  }
  return 0;
}

/** Nothing of our own environment: it may hold passwords, and the server needs none of it. */
function serverEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
}

function pickReason(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((text) => /FATAL|PANIC|error:/.test(text)) ?? lines.at(-1) ?? "it said nothing";
  return line.replace(/^.*?(FATAL|PANIC|error):\s*/, "").trim();
}

function explainStart(error: unknown, place: Place): Error {
  if (error instanceof WarehouseError) return error;
  const reason = reasonOf(error);
  if (/no space left on device/i.test(reason) || /the disk is full/.test(reason)) {
    return new WarehouseError("DISK_FULL", { folder: dirname(place.database) }, { cause: error });
  }
  return new WarehouseError("SERVER_DID_NOT_START", { reason, log: place.log }, { cause: error });
}
