import { createHash } from "node:crypto";
import { Transform } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import copyStreams from "pg-copy-streams";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { reasonOf, WarehouseError } from "../errors.js";
import { fileOf, MANIFEST_FILE, Manifest } from "./manifest.js";
import {
  columnList,
  PREFILLED,
  quoteName,
  readSchemaVersion,
  readTransferTables,
  SAME_TEXT,
  type TransferTable,
} from "./tables.js";

/** The command that reads each form of file. */
const READ_BY = { "boardsense archive": "db import", "boardsense release": "release load" } as const;

/** A manifest names tables only; what is longer is none. */
const LONGEST_MANIFEST = 1_000_000;

/**
 * Fills an empty warehouse of the same schema version from a file that `exportArchive` wrote: everything, or nothing
 * where the file is cut short, altered or of another version. Rows and sums are compared with what the file says.
 * Throws `WarehouseError`.
 */
export async function importArchive(
  pool: pg.Pool,
  file: string,
  onTable: (name: string) => void = () => {},
  format: Manifest["format"] = "boardsense archive",
): Promise<Manifest> {
  const { zip, entries } = await openZip(file);
  const client = await pool.connect();
  let isBroken = true;
  try {
    const manifest = await readManifest(file, zip, entries);
    if (manifest.format !== format) {
      const reason = `it is a ${manifest.format}, which \`boardsense ${READ_BY[manifest.format]}\` reads`;
      throw new WarehouseError("IMPORT_UNREADABLE", { file, reason });
    }
    await client.query("begin");
    await client.query(SAME_TEXT);
    const tables = await refuseOthers(client, file, manifest);
    for (const table of tables) {
      onTable(table.name);
      await fillTable(client, { file, zip, entries, manifest, table });
    }
    for (const table of tables) await settleIdentity(client, table);
    await client.query("commit");
    isBroken = false;
    await client.query("analyze").catch(() => undefined);
    return manifest;
  } catch (error) {
    isBroken = await client.query("rollback").then(
      () => false,
      () => true,
    );
    if (error instanceof WarehouseError) throw error;
    throw new WarehouseError("IMPORT_FAILED", { file, reason: reasonOf(error) }, { cause: error });
  } finally {
    client.release(isBroken);
    zip.close();
  }
}

async function openZip(file: string): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  try {
    const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(String(entry.fileName), entry);
    return { zip, entries };
  } catch (error) {
    throw new WarehouseError("IMPORT_UNREADABLE", { file, reason: reasonOf(error) }, { cause: error });
  }
}

async function readManifest(file: string, zip: ZipFile, entries: Map<string, Entry>): Promise<Manifest> {
  const entry = entries.get(MANIFEST_FILE);
  if (entry === undefined || entry.uncompressedSize > LONGEST_MANIFEST) {
    throw new WarehouseError("IMPORT_UNREADABLE", { file, reason: "it holds no manifest of an archive" });
  }
  try {
    return Manifest.parse(JSON.parse(await text(await zip.openReadStreamPromise(entry))));
  } catch (error) {
    const reason = "its manifest is not one that this version of boardsense knows";
    throw new WarehouseError("IMPORT_UNREADABLE", { file, reason }, { cause: error });
  }
}

/** The tables to fill, where file and database are of one schema version and the database is empty. */
async function refuseOthers(
  client: pg.PoolClient,
  file: string,
  manifest: Manifest,
): Promise<TransferTable[]> {
  const schema = await readSchemaVersion(client);
  if (JSON.stringify(schema) !== JSON.stringify(manifest.schema)) {
    const [found = "none", here = "none"] = [manifest.schema.at(-1)?.file, schema.at(-1)?.file];
    throw new WarehouseError("IMPORT_OTHER_SCHEMA", { file, found, here });
  }
  // A release leaves tables out: those stay empty.
  const tables = (await readTransferTables(client)).filter(
    ({ name }) =>
      manifest.format === "boardsense archive" || manifest.tables.some((said) => said.name === name),
  );
  const shapeOf = (list: readonly { name: string; columns: string[] }[]) =>
    JSON.stringify(list.map(({ name, columns }) => [name, columns]).sort());
  if (shapeOf(tables) !== shapeOf(manifest.tables)) {
    throw new WarehouseError("IMPORT_ALTERED", { file, what: "its list of tables" });
  }
  // Nobody may begin to work in the database while it is filled.
  await client.query("lock table raw.runs, raw.documents, raw.pins in access exclusive mode");
  for (const { name } of tables) {
    if (PREFILLED.includes(name)) {
      await client.query(`delete from ${quoteName(name)}`);
      continue;
    }
    const { rowCount } = await client.query(`select from ${quoteName(name)} limit 1`);
    if ((rowCount ?? 0) > 0) throw new WarehouseError("IMPORT_NOT_EMPTY", { table: name });
  }
  return tables;
}

async function fillTable(
  client: pg.PoolClient,
  options: {
    file: string;
    zip: ZipFile;
    entries: Map<string, Entry>;
    manifest: Manifest;
    table: TransferTable;
  },
): Promise<void> {
  const { file, zip, table } = options;
  const said = options.manifest.tables.find(({ name }) => name === table.name);
  const entry = options.entries.get(fileOf(table.name));
  const what = `the table ${table.name}`;
  if (said === undefined || entry === undefined) throw new WarehouseError("IMPORT_ALTERED", { file, what });
  const hash = createHash("sha256");
  const watched = new Transform({
    transform: (piece: Buffer, _encoding, next) => {
      hash.update(piece);
      next(null, piece);
    },
  });
  const copy = client.query(
    copyStreams.from(`copy ${quoteName(table.name)} (${columnList(table)}) from stdin`),
  );
  await pipeline(await zip.openReadStreamPromise(entry), watched, copy);
  if (hash.digest("hex") !== said.sha256 || copy.rowCount !== said.rows) {
    throw new WarehouseError("IMPORT_ALTERED", { file, what });
  }
}

/** The next number that the database hands out is one that no row has. */
async function settleIdentity(client: pg.PoolClient, { name, identity }: TransferTable): Promise<void> {
  if (identity === null) return;
  await client.query(
    `select setval(pg_get_serial_sequence($1, $2), greatest(max(${quoteName(identity)}), 1), max(${quoteName(identity)}) is not null)
     from ${quoteName(name)}`,
    [name, identity],
  );
}
