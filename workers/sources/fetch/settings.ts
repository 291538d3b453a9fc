import { join, resolve } from "node:path";
import type { Config } from "../../../schemas/config.js";
import type { Resolver } from "./addresses.js";

/** Limits and manners of fetching. */
export interface FetchSettings {
  /** Where what was fetched is kept. */
  folder: string;
  /** For a whole answer, in milliseconds. */
  timeLimitMs: number;
  byteLimit: number;
  /** Between two requests to one host, in milliseconds. */
  gapMs: number;
  /** Hosts of a private network that may be fetched from. */
  allowedHosts: ReadonlySet<string>;
  /** Tries of what may pass, the first one included. */
  attempts: number;
  /** Before the second try; doubles with each further one. */
  firstBackoffMs: number;
  /** The longest wait that a server may ask for within a run. */
  longestWaitMs: number;
  /** How names are resolved; the system's way where left out. */
  resolve?: Resolver;
}

/** Where what is fetched is kept: every worker of the archive must see it there. */
export function fetchedFolder(config: Config, dataFolder: string): string {
  return resolve(config.BOARDSENSE_FETCHED ?? join(dataFolder, "fetched"));
}

/** As the configuration says. */
export function fetchSettings(config: Config, dataFolder: string): FetchSettings {
  return {
    folder: fetchedFolder(config, dataFolder),
    timeLimitMs: config.BOARDSENSE_FETCH_TIME_LIMIT_S * 1000,
    byteLimit: config.BOARDSENSE_FETCH_SIZE_LIMIT_MB * 1024 * 1024,
    gapMs: config.BOARDSENSE_FETCH_GAP_S * 1000,
    allowedHosts: new Set(config.BOARDSENSE_FETCH_PRIVATE),
    attempts: 4,
    firstBackoffMs: 1_000,
    longestWaitMs: 60_000,
  };
}
