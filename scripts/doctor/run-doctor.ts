import { accessSync, constants, mkdirSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join, resolve } from "node:path";
import type { Config } from "../../schemas/config.js";
import { openWarehouse } from "../../sql/warehouse.js";
import { openQueueBackend } from "../../workers/queue/backend.js";
import { redisTlsOf } from "../../workers/queue/redis-tls.js";
import { dataFolderOf, readConfig } from "../config.js";

/** One thing that boardsense needs, what was found of it, and what to do where it is missing. */
export interface Check {
  name: string;
  state: "good" | "warning" | "bad";
  found: string;
  remedy: string | null;
}

const OLDEST_NODE = [20, 15] as const;
const GIB = 1024 ** 3;
const ENOUGH_DISK = 2 * GIB;
const TOO_LITTLE_DISK = 0.3 * GIB;
const ENOUGH_MEMORY_MB = 2_000;

/** Looks at everything, in the order in which it is needed; a check that fails stops no other. */
export async function runDoctor(dataOption: string | undefined): Promise<Check[]> {
  const config = readConfig(process.env);
  const dataFolder = resolve(dataFolderOf(config, dataOption));
  return [
    checkNode(process.versions.node),
    checkPlatform(),
    checkDataFolder(dataFolder),
    checkDisk(dataFolder),
    checkMemory(config),
    await checkLoopback(),
    await checkDatabase(config, dataFolder),
    await checkQueue(config),
    checkOcr(),
  ];
}

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isGood = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return {
    name: "Node.js",
    state: isGood ? "good" : "bad",
    found: version,
    remedy: isGood ? null : `Install Node.js ${OLDEST_NODE.join(".")} or newer.`,
  };
}

function checkPlatform(): Check {
  const found = `${process.platform} ${process.arch}`;
  const isTested = found === "linux x64";
  return {
    name: "Platform",
    state: isTested ? "good" : "warning",
    found,
    remedy: isTested ? null : "boardsense is tested on linux x64 only; macOS is expected to work.",
  };
}

function checkDataFolder(folder: string): Check {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return { name: "Data folder", state: "good", found: folder, remedy: null };
  } catch (error) {
    return {
      name: "Data folder",
      state: "bad",
      found: `${folder}: ${(error as Error).message}`,
      remedy: "Choose a folder that this user may write, with --data DIR or BOARDSENSE_DATA.",
    };
  }
}

function checkDisk(folder: string): Check {
  try {
    const { bavail, bsize } = statfsSync(folder);
    const free = bavail * bsize;
    return {
      name: "Free disk",
      state: free < TOO_LITTLE_DISK ? "bad" : free < ENOUGH_DISK ? "warning" : "good",
      found: `${(free / GIB).toFixed(1)} GiB`,
      remedy:
        free < ENOUGH_DISK
          ? "An archive of 800 minutes needs about 1 GiB: free some space, or use --data DIR."
          : null,
    };
  } catch (error) {
    return { name: "Free disk", state: "warning", found: (error as Error).message, remedy: null };
  }
}

function checkMemory(config: Config): Check {
  const total = Math.round(process.availableMemory() / 1024 ** 2);
  const needed = ENOUGH_MEMORY_MB + config.BOARDSENSE_CONCURRENCY * 300;
  return {
    name: "Memory",
    state: total >= needed ? "good" : "warning",
    found: `${total} MB available, ${config.BOARDSENSE_CONCURRENCY} reading processes of up to ${config.BOARDSENSE_MEMORY_LIMIT_MB} MB`,
    remedy: total >= needed ? null : "Set BOARDSENSE_CONCURRENCY=1, or BOARDSENSE_MEMORY_LIMIT_MB to less.",
  };
}

function checkLoopback(): Promise<Check> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", (error) =>
      done({
        name: "Loopback port",
        state: "bad",
        found: error.message,
        remedy: "boardsense listens on 127.0.0.1 only; let it open a port there.",
      }),
    );
    server.listen(0, "127.0.0.1", () => {
      server.close(() =>
        done({ name: "Loopback port", state: "good", found: "127.0.0.1 can be used", remedy: null }),
      );
    });
  });
}

async function checkDatabase(config: Config, dataFolder: string): Promise<Check> {
  const isEmbedded = config.DATABASE_URL === undefined;
  const name = isEmbedded ? "PostgreSQL (embedded)" : "PostgreSQL (DATABASE_URL)";
  try {
    const warehouse = await openWarehouse({ databaseUrl: config.DATABASE_URL, dataFolder });
    const { rows } = await warehouse.pool.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    await warehouse.close();
    return { name, state: "good", found: `version ${rows[0]?.version ?? "unknown"} answers`, remedy: null };
  } catch (error) {
    return {
      name,
      state: "bad",
      found: (error as Error).message,
      remedy: isEmbedded
        ? "Choose another data folder with --data DIR, or name a server with DATABASE_URL."
        : "Correct DATABASE_URL, or leave it out to use the embedded server.",
    };
  }
}

async function checkQueue(config: Config): Promise<Check> {
  if (config.REDIS_URL === undefined) {
    return { name: "Queue", state: "good", found: "kept in PostgreSQL (no REDIS_URL)", remedy: null };
  }
  try {
    const backend = await openQueueBackend({
      databaseUrl: config.DATABASE_URL ?? "",
      redisUrl: config.REDIS_URL,
      redisTls: redisTlsOf(config),
      archiveId: "doctor",
    });
    await backend.close();
    return { name: "Queue (Redis)", state: "good", found: "answers and evicts nothing", remedy: null };
  } catch (error) {
    return { name: "Queue (Redis)", state: "bad", found: (error as Error).message, remedy: null };
  }
}

function checkOcr(): Check {
  const tesseract = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "tesseract"))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
  return tesseract === undefined
    ? {
        name: "OCR",
        state: "good",
        found: "tesseract.js with its English data (in the package)",
        remedy: "A system tesseract (apt-get install tesseract-ocr) reads scans about twice as fast.",
      }
    : { name: "OCR", state: "good", found: `tesseract at ${tesseract}`, remedy: null };
}
