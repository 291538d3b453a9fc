import pg from "pg";
import { openEmbedded } from "./embedded/index.js";
import { reasonOf, WarehouseError } from "./errors.js";
import { READER } from "./roles.js";

const OLDEST_SERVER = 150_000;
const CONNECT_LIMIT_MS = 15_000;
const KEEP_ALIVE_MS = 10_000;

/** A connected warehouse. */
export interface Warehouse {
  pool: pg.Pool;
  /** Connection string of the owner: holds a password, not for logs. */
  url: string;
  isEmbedded: boolean;
  /**
   * Connection string of the read-only login. On a server of the user's own it is the address they gave, or null:
   * its password is set with `boardsense db reader` and known to them alone.
   */
  readerUrl: string | null;
  /** Password that `migrate` is to give to the read-only login; undefined on a server of the user's own. */
  readerPassword: string | undefined;
  /** Ends the pool and gives the server back. Everything else that uses the server must have been closed before. */
  close(): Promise<void>;
}

/**
 * Opens the warehouse: the server at `databaseUrl`, or without one the server that belongs to the data folder,
 * which is started or joined. Checks that it answers, is PostgreSQL 15 or newer and stores UTF-8. Nothing is
 * migrated. Throws `WarehouseError`. `onError` hears of connections that break while nobody uses them.
 */
export async function openWarehouse(options: {
  databaseUrl?: string | undefined;
  /** Address of the read-only login, where the server is the user's own. */
  readerUrl?: string | undefined;
  dataFolder: string;
  maxConnections?: number;
  /** How long an answer may take before its connection is given up; by default as long as it takes. */
  answerLimitMs?: number;
  onError?: (error: Error) => void;
}): Promise<Warehouse> {
  const server = options.databaseUrl === undefined ? await openEmbedded(options.dataFolder) : null;
  const url = server?.url ?? (options.databaseUrl as string);
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    application_name: "boardsense",
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    ...(options.answerLimitMs === undefined ? {} : { query_timeout: options.answerLimitMs }),
    // A day is a day: dates arrive as "2010-01-28", never as an hour of it in some time zone.
    types: { getTypeParser },
  });
  // Without a listener the end of the server would end this process too.
  pool.on("error", (error) => options.onError?.(error));
  // So would that of a connection in the middle of a transaction, whose statement fails with the same error anyway.
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    await checkServer(pool, url);
  } catch (error) {
    await pool.end();
    await server?.release();
    throw error;
  }
  return {
    pool,
    url,
    isEmbedded: server !== null,
    readerUrl: server === null ? (options.readerUrl ?? null) : withLogin(url, READER, server.readerPassword),
    readerPassword: server?.readerPassword,
    close: async () => {
      if (!pool.ended) await pool.end();
      await server?.release();
    },
  };
}

/** The same address with another login. */
export function withLogin(url: string, user: string, password: string): string {
  const address = new URL(url);
  address.username = user;
  address.password = encodeURIComponent(password);
  return address.toString();
}

/** The address without its password, for messages. */
export function hidePassword(url: string): string {
  try {
    const address = new URL(url);
    if (address.password !== "") address.password = "***";
    return address.toString();
  } catch {
    return "the database";
  }
}

async function checkServer(pool: pg.Pool, url: string): Promise<void> {
  const address = hidePassword(url);
  let facts: { version: string; words: string; encoding: string } | undefined;
  try {
    const { rows } = await pool.query(
      `select current_setting('server_version_num') as version, current_setting('server_version') as words,
              current_setting('server_encoding') as encoding`,
    );
    facts = rows[0];
  } catch (error) {
    throw new WarehouseError("DATABASE_AWAY", { address, reason: reasonOf(error) }, { cause: error });
  }
  if (Number(facts?.version) < OLDEST_SERVER) {
    throw new WarehouseError("DATABASE_TOO_OLD", { found: facts?.words ?? "unknown" });
  }
  if (facts?.encoding !== "UTF8") {
    throw new WarehouseError("DATABASE_ENCODING", { address, found: facts?.encoding ?? "unknown" });
  }
}

const asText = (value: string) => value;
const OID_DATE = 1082;

/** Reads values as pg does, but leaves dates as the text of the day. */
export function getTypeParser(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  if (oid === OID_DATE) return asText;
  return pg.types.getTypeParser(oid, format as "text");
}
