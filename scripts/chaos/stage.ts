import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Network, startProxy } from "./proxy.js";
import { createPostgresServer, createRedisServer, postgresUrl, type TestServer } from "./servers.js";
import { createSmallDisk, type SmallDisk } from "./small-disk.js";

export type Backend = "redis" | "postgres";

/** The servers of a trial, on a disk of their own, and the network between them and the workers. */
export interface Stage {
  folder: string;
  disk: SmallDisk;
  postgres: TestServer;
  redis: TestServer | null;
  postgresProxy: Network;
  redisProxy: Network | null;
  /** Settings of a machine that works on `database`, through the network or beside it. */
  envFor(database: string, way: "direct" | "proxied"): Record<string, string>;
  openPool(database: string): pg.Pool;
  close(): Promise<void>;
}

const FAKETIME = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
];

/** Settings under which a process has its clock an hour ahead; null where libfaketime is not installed. */
export function clockAnHourAhead(): Record<string, string> | null {
  const library = FAKETIME.find((path) => existsSync(path));
  if (library === undefined) return null;
  return { LD_PRELOAD: library, FAKETIME: "+1h", FAKETIME_DONT_FAKE_MONOTONIC: "1" };
}

/** Starts the servers of a trial, with databases of these names. */
export async function setStage(options: {
  backend: Backend;
  diskMb: number;
  databases: readonly string[];
}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "boardsense-chaos-"));
  // Run by root, PostgreSQL belongs to another user, who must get in.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "logs"));
  const disk = createSmallDisk(join(folder, "disk"), options.diskMb);
  const postgres = await createPostgresServer(
    join(disk.folder, "postgres"),
    join(folder, "logs", "postgres.txt"),
  );
  await postgres.start();
  const redis = options.backend === "redis" ? await createRedisServer(join(disk.folder, "redis")) : null;
  await redis?.start();
  const client = new pg.Client({ connectionString: postgresUrl(postgres.port, "postgres") });
  await client.connect();
  for (const name of options.databases) await client.query(`create database ${name}`);
  await client.end();
  const postgresProxy = await startProxy(postgres.port);
  const redisProxy = redis === null ? null : await startProxy(redis.port);
  return {
    folder,
    disk,
    postgres,
    redis,
    postgresProxy,
    redisProxy,
    envFor: (database, way) => {
      const [toPostgres, toRedis] =
        way === "direct" ? [postgres.port, redis?.port] : [postgresProxy.port, redisProxy?.port];
      return {
        DATABASE_URL: postgresUrl(toPostgres, database),
        ...(toRedis === undefined ? {} : { REDIS_URL: `redis://127.0.0.1:${toRedis}` }),
      };
    },
    openPool: (database) => {
      const pool = new pg.Pool({ connectionString: postgresUrl(postgres.port, database), max: 4 });
      pool.on("error", () => {});
      pool.on("connect", (connection) => connection.on("error", () => {}));
      return pool;
    },
    close: async () => {
      await postgresProxy.close();
      await redisProxy?.close();
      await redis?.end("SIGKILL");
      await postgres.end("SIGQUIT");
      disk.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
