import { createHash } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import copyStreams from "pg-copy-streams";
import yazl from "yazl";
import { WarehouseError } from "../errors.js";
import { fileOf, MANIFEST_FILE, type Manifest } from "./manifest.js";
import {
  columnList,
  quoteName,
  readSchemaVersion,
  readTransferTables,
  SAME_TEXT,
  type TransferTable,
} from "./tables.js";

/** What of an archive goes into a file, and in which shape. */
export interface TransferPlan {
  format: Manifest["format"];
  /** Values of a table in the order of its columns, as a query; null leaves the table out. */
  queryOf(table: TransferTable): string | null;
  /** What the manifest says beside the tables. */
  describe(client: pg.PoolClient): Promise<Pick<Manifest, "archiveId" | "exportedAt" | "about">>;
  /** Files for people, beside the tables. */
  extras(client: pg.PoolClient): Promise<{ name: string; text: string }[]>;
}

/** Every entry has this time, as ZIP counts: where nothing else tells a file's day, its bytes do not either. */
const ZIP_TIME = new Date(1980, 0, 1);

const ENTRY = { mtime: ZIP_TIME, forceDosTimestamp: true, mode: 0o100600 } as const;

/** All of an archive as it is. */
const WHOLE: TransferPlan = {
  format: "boardsense archive",
  queryOf: (table) => `select ${columnList(table)} from ${quoteName(table.name)}`,
  describe: async (client) => {
    const { rows } = await client.query<{ archive_id: string }>("select archive_id from raw.archive");
    return { archiveId: rows[0]?.archive_id ?? "", exportedAt: new Date().toISOString() };
  },
  extras: async () => [],
};

/** Quick rather than small: the level beyond which archives shrink little. */
const COMPRESSION = 6;

/**
 * Writes the whole archive into one file, a ZIP of a text per table and a manifest, as it stands at one moment:
 * commands may go on working meanwhile. The file is there when it is complete, or not at all. Throws
 * `WarehouseError` where a file of that name exists.
 */
export async function exportArchive(
  pool: pg.Pool,
  file: string,
  onTable: (name: string) => void = () => {},
  plan: TransferPlan = WHOLE,
): Promise<Manifest> {
  if (existsSync(file)) throw new WarehouseError("EXPORT_EXISTS", { file });
  const half = `${file}.half-${process.pid}`;
  const client = await pool.connect();
  let isBroken = true;
  try {
    await client.query("begin transaction isolation level repeatable read, read only");
    await client.query(SAME_TEXT);
    const manifest = await writeZip(client, half, onTable, plan);
    await client.query("commit");
    isBroken = false;
    await rename(half, file);
    return manifest;
  } finally {
    // A COPY that was cut short leaves the connection unusable.
    client.release(isBroken);
    await rm(half, { force: true });
  }
}

async function writeZip(
  client: pg.PoolClient,
  file: string,
  onTable: (name: string) => void,
  plan: TransferPlan,
): Promise<Manifest> {
  const tables = await readTransferTables(client);
  const manifest: Manifest = {
    format: plan.format,
    formatVersion: 1,
    ...(await plan.describe(client)),
    schema: await readSchemaVersion(client),
    tables: [],
  };
  const zip = new yazl.ZipFile();
  // It holds what manifests say of files, their passwords too.
  const written = pipeline(zip.outputStream, createWriteStream(file, { mode: 0o600, flags: "wx" }));
  const done = (async () => {
    for (const table of tables) {
      const query = plan.queryOf(table);
      if (query === null) continue;
      onTable(table.name);
      manifest.tables.push(await addTable(client, zip, table, query));
    }
    for (const { name, text } of await plan.extras(client)) zip.addBuffer(Buffer.from(text), name, ENTRY);
    zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), MANIFEST_FILE, ENTRY);
    zip.end();
    await written;
  })();
  try {
    // A disk that fills ends the writing, and the tables would wait for it for ever.
    await Promise.all([done, written]);
  } catch (error) {
    (zip.outputStream as Readable).destroy();
    throw error;
  }
  return manifest;
}

async function addTable(
  client: pg.PoolClient,
  zip: yazl.ZipFile,
  table: TransferTable,
  query: string,
): Promise<Manifest["tables"][number]> {
  const copy = client.query(copyStreams.to(`copy (${query}) to stdout`));
  const hash = createHash("sha256");
  let bytes = 0;
  const watched = new Transform({
    transform: (piece: Buffer, _encoding, next) => {
      hash.update(piece);
      bytes += piece.length;
      next(null, piece);
    },
  });
  zip.addReadStream(watched, fileOf(table.name), {
    ...ENTRY,
    compressionLevel: COMPRESSION,
    forceZip64Format: true,
  });
  await pipeline(copy, watched);
  const { name, columns } = table;
  return { name, columns, rows: copy.rowCount, bytes, sha256: hash.digest("hex") };
}
