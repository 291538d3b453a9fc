import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPromise } from "yauzl";
import { ZipFile } from "yazl";
import { runChecks } from "../sql/checks.js";
import { exportArchive } from "../sql/transfer/export.js";
import { importArchive } from "../sql/transfer/import.js";
import { NOT_RELEASED, RELEASED, releasePlan } from "../sql/transfer/release.js";
import { readTransferTables } from "../sql/transfer/tables.js";
import type { Warehouse } from "../sql/warehouse.js";
import { fillSmallArchive } from "./support/small-archive.js";
import { openTestWarehouse } from "./support/warehouse.js";

const folder = mkdtempSync(join(tmpdir(), "boardsense-release-"));
const file = join(folder, "release.zip");
let source: Warehouse;
let target: Warehouse;

const release = (to: string) => exportArchive(source.pool, to, () => undefined, releasePlan("0.0.0"));
const load = (from: string) => importArchive(target.pool, from, () => undefined, "boardsense release");

beforeAll(async () => {
  source = await openTestWarehouse();
  target = await openTestWarehouse();
  await fillSmallArchive(source.pool);
  await source.pool.query(
    `update raw.runs set arguments = '{"paths": ["/srv/secret place/RX1"]}', detail = 'Looked in /srv/secret/RX1 and found "C:\\Users\\ann\\a.pdf" and/or nothing.'`,
  );
  await release(file);
});
afterAll(async () => {
  await source.close();
  await target.close();
  rmSync(folder, { recursive: true, force: true });
});

async function unzip(path: string): Promise<Map<string, string>> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8"));
  zip.close();
  return files;
}

/** Rows of every view of marts, sources by their names alone. */
async function readMarts(pool: pg.Pool): Promise<Record<string, string[]>> {
  const { rows: views } = await pool.query<{ name: string }>(
    "select viewname as name from pg_views where schemaname = 'marts' order by 1",
  );
  const marts: Record<string, string[]> = {};
  for (const { name } of views) {
    const { rows } = await pool.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(mart) as row from marts.${name} as mart`,
    );
    marts[name] = rows.map(({ row }) => JSON.stringify(row, (key, value) => bare(key, value))).sort();
  }
  return marts;
}

/** Folders that stand in the archive, and that a release leaves out. */
const FOLDERS = [
  "/srv/secret place/RX1/",
  "/srv/secret place/RX2/",
  "/srv/secret place/",
  "/srv/secret/",
  "C:\\Users\\ann\\",
];

function bare(_: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  return FOLDERS.reduce((text, folder) => text.replaceAll(folder, ""), value);
}

describe("a release", () => {
  test("gives the same rows in every mart where it is loaded", async () => {
    await load(file);
    const [before, after] = [await readMarts(source.pool), await readMarts(target.pool)];
    expect(Object.keys(before).length).toBeGreaterThan(14);
    expect(before.innovations).toHaveLength(1);
    expect(after).toEqual(before);
    expect((await runChecks(target.pool)).filter((check) => check.mistakes > 0)).toEqual(
      (await runChecks(source.pool)).filter((check) => check.mistakes > 0),
    );
  });

  test("holds no password and no folder of the machine, and says what was removed", async () => {
    const files = await unzip(file);
    for (const [name, text] of files) expect(text, name).not.toMatch(/hunter2|secret|C:\\\\Users|\/srv/);
    expect(files.get("tables/raw.runs.copy")).toContain("Looked in RX1 and found");
    expect(files.get("tables/raw.runs.copy")).toContain("and/or nothing.");
    const { about } = JSON.parse(files.get("manifest.json") ?? "");
    expect(about.removed).toHaveLength(1);
    expect(about.coders.length).toBeGreaterThan(0);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(["README.txt", "data-dictionary.md", "codebooks/orientation-2026-11-01.json"]),
    );
  });

  test("is the same bytes for the same archive", async () => {
    const again = join(folder, "again.zip");
    await release(again);
    expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
  });

  test("knows every table: what is new is released, or left out on purpose", async () => {
    const client = await source.pool.connect();
    const tables = await readTransferTables(client);
    client.release();
    expect(tables.map(({ name }) => name).sort()).toEqual([...Object.keys(RELEASED), ...NOT_RELEASED].sort());
  });

  test("is refused where the archive is not empty, where it was altered, and by the other command", async () => {
    await expect(load(file)).rejects.toThrow(/has rows here/);
    const altered = new ZipFile();
    for (const [name, text] of await unzip(file))
      altered.addBuffer(Buffer.from(text.replace("Assurance was", "Assurance is")), name);
    altered.end();
    const path = join(folder, "altered.zip");
    await pipeline(altered.outputStream, createWriteStream(path));
    const other = await openTestWarehouse();
    const into = (from: string, format: "boardsense release" | "boardsense archive") =>
      importArchive(other.pool, from, () => undefined, format);
    await expect(into(path, "boardsense release")).rejects.toThrow(/raw\.meetings differs/);
    await expect(into(file, "boardsense archive")).rejects.toThrow(/`boardsense release load` reads/);
    expect((await other.pool.query("select from raw.documents")).rowCount).toBe(0);
    await other.close();
  });
});
