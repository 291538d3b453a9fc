import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { Config } from "../schemas/config.js";
import { migrate } from "../sql/migrate.js";
import { openWarehouse, type Warehouse } from "../sql/warehouse.js";
import { createLogger, type Logger } from "../workers/logger.js";
import { dataFolderOf, readConfig } from "./config.js";

/** An archive that a command has opened: its settings, its warehouse at this version, and where to log. */
export interface Archive extends Warehouse {
  config: Config;
  dataFolder: string;
  log: Logger;
}

/** Connections of one process: a handler each, the command's own, and some to spare. */
const MAX_CONNECTIONS = 12;

/**
 * Opens the archive that `--data` and the environment name, and migrates it. `isDemonstration` leaves servers that
 * the environment names alone: a demonstration writes into no warehouse of the user's.
 */
export async function openArchive(
  command: Command,
  options: { isDemonstration?: boolean; logTo?: "file" | "stderr"; answerLimitMs?: number } = {},
): Promise<Archive> {
  const config = readConfig(process.env);
  if (options.isDemonstration) {
    config.DATABASE_URL = undefined;
    config.REDIS_URL = undefined;
  }
  const dataFolder = dataFolderFor(command, config, options.isDemonstration ?? false);
  mkdirSync(dataFolder, { recursive: true });
  const log = createLogger({
    // A file takes everything of note; a terminal or a service's log takes what was asked for.
    level: options.logTo === "stderr" ? config.BOARDSENSE_LOG_LEVEL : fileLevel(config.BOARDSENSE_LOG_LEVEL),
    destination: options.logTo === "stderr" ? null : join(dataFolder, "logs", "boardsense.log"),
  });
  const warehouse = await openWarehouse({
    databaseUrl: config.DATABASE_URL,
    readerUrl: config.DATABASE_READER_URL,
    dataFolder,
    maxConnections: MAX_CONNECTIONS,
    ...(options.answerLimitMs === undefined ? {} : { answerLimitMs: options.answerLimitMs }),
    onError: (error) => log.error({ error: error.message }, "a database connection broke"),
  });
  try {
    await migrate(
      warehouse.pool,
      warehouse.readerPassword === undefined ? {} : { readerPassword: warehouse.readerPassword },
    );
  } catch (error) {
    await warehouse.close();
    throw error;
  }
  return { ...warehouse, config, dataFolder, log };
}

/** Opens the archive that a command means for `use`, and closes it whatever comes of it. */
export async function withArchive(command: Command, use: (archive: Archive) => Promise<void>): Promise<void> {
  const archive = await openArchive(command);
  try {
    await use(archive);
  } finally {
    await archive.close();
  }
}

/** The data folder that a command means, absolute. */
export function dataFolderFor(command: Command, config: Config, isDemonstration = false): string {
  const { data } = command.optsWithGlobals<{ data?: string }>();
  const folder = resolve(dataFolderOf(config, data));
  return isDemonstration && !namesFolder(command, config) ? join(folder, "..", "demo") : folder;
}

/** Whether the user names a data folder: it is then an archive of theirs, whatever is done in it. */
export function namesFolder(command: Command, config: Config): boolean {
  const { data } = command.optsWithGlobals<{ data?: string }>();
  return data !== undefined || config.BOARDSENSE_DATA !== undefined;
}

function fileLevel(level: Config["BOARDSENSE_LOG_LEVEL"]): string {
  return level === "warn" ? "info" : level;
}
