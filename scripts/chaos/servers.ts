import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import pg from "pg";
import { findBinaries } from "../../sql/embedded/binaries.js";
import { asUser, chooseServerUser } from "../../sql/embedded/server-user.js";

/** A server of the harness's own on a port that it keeps from start to start. */
export interface TestServer {
  port: number;
  /** Starts it, and resolves when it answers; starts it again where it falls over while it comes up. */
  start(): Promise<void>;
  /** Ends it by this signal and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
  isRunning(): boolean;
}

const START_LIMIT_MS = 300_000;
const ASK_EVERY_MS = 200;

/** Whether there is a redis-server here. */
export function hasRedis(): boolean {
  return spawnSync("redis-server", ["--version"]).status === 0;
}

/** A Redis with an append-only file in `folder`, without eviction. */
export async function createRedisServer(folder: string): Promise<TestServer> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const settings = {
    port,
    bind: "127.0.0.1",
    dir: folder,
    appendonly: "yes",
    "maxmemory-policy": "noeviction",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return createServerOf({
    port,
    spawn: () => spawn("redis-server", [...args, "--save", ""], { stdio: "ignore" }),
    ask: async () => {
      const probe = new Redis(port, "127.0.0.1", { lazyConnect: true, retryStrategy: () => null });
      probe.on("error", () => {});
      try {
        await probe.connect();
        await probe.ping();
      } finally {
        probe.disconnect();
      }
    },
  });
}

/** A PostgreSQL (the shipped binaries) in `folder`, whose log goes to `logFile`; anybody on this machine may enter. */
export async function createPostgresServer(folder: string, logFile: string): Promise<TestServer> {
  const user = chooseServerUser(null);
  const binaries = findBinaries(user, (version) => join("/var/lib/boardsense", `postgresql-${version}`));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  if (user !== null) chownSync(folder, user.uid, user.gid);
  execFileSync(
    binaries.initdb,
    ["-D", folder, "-U", "boardsense", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
    { ...asUser(user), cwd: "/", stdio: "ignore" },
  );
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 200,
    max_wal_size: "96MB",
    min_wal_size: "32MB",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(logFile, "a");
  return createServerOf({
    port,
    spawn: () =>
      spawn(binaries.postgres, ["-D", folder, ...args], {
        ...asUser(user),
        cwd: "/",
        stdio: ["ignore", log, log],
      }),
    ask: async () => {
      const client = new pg.Client({
        connectionString: postgresUrl(port, "postgres"),
        connectionTimeoutMillis: 5_000,
      });
      client.on("error", () => {});
      await client.connect();
      await client.end();
    },
  });
}

/** The address of a database on a server of the harness. */
export function postgresUrl(port: number, database: string): string {
  return `postgres://boardsense@127.0.0.1:${port}/${database}`;
}

function createServerOf(options: {
  port: number;
  spawn: () => ChildProcess;
  ask: () => Promise<void>;
}): TestServer {
  let child: ChildProcess | null = null;
  const isRunning = () => child !== null && child.exitCode === null && child.signalCode === null;
  return {
    port: options.port,
    isRunning,
    start: async () => {
      const deadline = performance.now() + START_LIMIT_MS;
      while (performance.now() < deadline) {
        if (!isRunning()) child = options.spawn();
        try {
          await options.ask();
          return;
        } catch {
          await sleep(ASK_EVERY_MS);
        }
      }
      throw new Error(`The server on port ${options.port} does not come up.`);
    },
    end: async (signal) => {
      const running = child;
      if (running === null || !isRunning()) return;
      const gone = new Promise((done) => running.once("exit", done));
      running.kill(signal);
      await gone;
    },
  };
}

/** A port of this machine that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((done, refuse) => {
    const server = createServer();
    server.once("error", refuse);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
