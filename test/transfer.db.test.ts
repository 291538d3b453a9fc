import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPromise } from "yauzl";
import yazl from "yazl";
import { runChecks } from "../sql/checks.js";
import { startRun } from "../sql/load/index.js";
import { exportArchive } from "../sql/transfer/export.js";
import { importArchive } from "../sql/transfer/import.js";
import type { Warehouse } from "../sql/warehouse.js";
import { addDocument, preparePins } from "./support/archive.js";
import { makeCoding, makeManifest, makeMeeting } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

let folder: string;
let source: Warehouse;
let target: Warehouse;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-transfer-"));
  file = join(folder, "archive.boardsense");
  source = await openTestWarehouse();
  const runId = await preparePins(source.pool);
  for (const [index, text] of ["The Board asked “why”\\n\t💷 £5m.", "Assurance was received."].entries()) {
    await addDocument(source.pool, {
      runId,
      source: `/minutes/${index}.pdf`,
      meetings: [makeMeeting([text, "It was noted."], { meetingDate: `2010-0${index + 1}-28` })],
      manifest: makeManifest({ organisationCode: "RX1", password: index === 0 ? "a\tb" : null }),
      answers: (passage) => [
        makeCoding(passage, { frame: "orientation", code: "p1", quote: passage.text, probability: 1 / 3 }),
        makeCoding(passage, { frame: "innovation", code: null }),
        makeCoding(passage, { frame: "attention", code: "other", quote: passage.text }),
      ],
    });
  }
  // A file and its copy, and two that name each other in no order of their ids.
  await source.pool.query(
    "update raw.documents set superseded_by = (select max(document_id) from raw.documents) where document_id = (select min(document_id) from raw.documents)",
  );
  await exportArchive(source.pool, file);
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  target = await openTestWarehouse();
});
afterEach(() => target.close());

async function readMarts(pool: pg.Pool): Promise<Record<string, string[]>> {
  const { rows: views } = await pool.query<{ name: string }>(
    "select viewname as name from pg_views where schemaname = 'marts' order by 1",
  );
  const marts: Record<string, string[]> = {};
  for (const { name } of views) {
    const { rows } = await pool.query(`select to_jsonb(mart)::text as row from marts.${name} as mart`);
    marts[name] = rows.map(({ row }) => row).sort();
  }
  return marts;
}

/** The same export with some of its files changed. */
async function alter(name: string, change: (text: string) => string): Promise<string> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
  const altered = new yazl.ZipFile();
  for await (const entry of zip.eachEntry()) {
    const bytes = await buffer(await zip.openReadStreamPromise(entry));
    altered.addBuffer(
      entry.fileName === name ? Buffer.from(change(bytes.toString())) : bytes,
      entry.fileName,
    );
  }
  zip.close();
  altered.end();
  const path = join(folder, `altered-${Math.random()}.boardsense`);
  await pipeline(altered.outputStream, createWriteStream(path));
  return path;
}

describe("an archive moved to another database", () => {
  test("has the same rows in every mart, and goes on with numbers that no row has", async () => {
    const manifest = await importArchive(target.pool, file);
    const [before, after] = [await readMarts(source.pool), await readMarts(target.pool)];
    expect(Object.keys(after).length).toBeGreaterThan(12);
    expect(after).toEqual(before);
    expect(before.passages).toHaveLength(4);
    expect(manifest.tables.find(({ name }) => name === "raw.passages")?.rows).toBe(4);
    expect((await runChecks(target.pool)).filter((check) => check.mistakes > 0)).toEqual(
      (await runChecks(source.pool)).filter((check) => check.mistakes > 0),
    );
    const { rows } = await target.pool.query("select max(run_id) as last from raw.runs");
    expect(Number(await startRun(target.pool, "test"))).toBe(Number(rows[0].last) + 1);
    const { rows: found } = await target.pool.query(
      "select text from raw.passages where search @@ to_tsquery('english', 'assurance')",
    );
    expect(found).toHaveLength(1);
    // And back again: the file of the copy holds the same.
    const second = join(folder, "second.boardsense");
    const again = await exportArchive(target.pool, second);
    const sums = ({ tables }: typeof again) =>
      tables.filter(({ name }) => name !== "raw.runs").map(({ name, sha256 }) => [name, sha256]);
    expect(sums(again)).toEqual(sums(manifest));
  });

  test("may be empty", async () => {
    const empty = join(folder, "empty.boardsense");
    await exportArchive(target.pool, empty);
    const other = await openTestWarehouse();
    await importArchive(other.pool, empty);
    expect(await readMarts(other.pool)).toEqual(await readMarts(target.pool));
    await other.close();
  });
});

describe("refused with nothing changed", () => {
  const isUntouched = async () => {
    const { rows } = await target.pool.query(
      "select (select count(*) from raw.documents)::int as documents, (select count(*) from raw.domains)::int as domains",
    );
    return rows[0].documents === 0 && rows[0].domains === 7;
  };

  test.each([
    ["a file that is no export", async () => Buffer.from("%PDF-1.4 minutes")],
    ["a file that was cut short", async () => (await readFile(file)).subarray(0, -400)],
  ])("%s", async (_name, make) => {
    const path = join(folder, `bad-${Math.random()}`);
    await writeFile(path, await make());
    await expect(importArchive(target.pool, path)).rejects.toThrow(
      /cannot be read as an export.*Nothing was changed/,
    );
    expect(await isUntouched()).toBe(true);
  });

  test("a file of which one byte of a table is another", async () => {
    const bytes = await readFile(file);
    const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== "tables/raw.codings.copy") continue;
      const header = entry.relativeOffsetOfLocalHeader;
      const data = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
      const at = data + Math.floor(entry.compressedSize / 2);
      bytes[at] = (bytes[at] as number) ^ 1;
    }
    zip.close();
    const path = join(folder, "flipped.boardsense");
    await writeFile(path, bytes);
    await expect(importArchive(target.pool, path)).rejects.toThrow(/Nothing was changed/);
    expect(await isUntouched()).toBe(true);
  });

  test("a file in which a row was altered, or is missing", async () => {
    const changes: ((text: string) => string)[] = [
      (text) => text.replace("noted", "notes"),
      (text) => text.split("\n").slice(1).join("\n"),
    ];
    for (const change of changes) {
      const path = await alter("tables/raw.passages.copy", change);
      await expect(importArchive(target.pool, path)).rejects.toThrow(
        /raw\.passages differs.*Nothing was changed|could not be imported/,
      );
      expect(await isUntouched()).toBe(true);
    }
  });

  test("a file of another version names both", async () => {
    const path = await alter("manifest.json", (text) => text.replace("0012_failures.sql", "0099_later.sql"));
    await expect(importArchive(target.pool, path)).rejects.toThrow(/written by another version/);
    expect(await isUntouched()).toBe(true);
  });

  test("a warehouse that holds something", async () => {
    await startRun(target.pool, "test");
    await expect(importArchive(target.pool, file)).rejects.toThrow(
      /only be imported into an empty one.*raw\.runs/,
    );
    expect(await isUntouched()).toBe(true);
  });
});

test("an export never writes over a file, leaves nothing half-written, and is its owner's alone", async () => {
  await expect(exportArchive(source.pool, file)).rejects.toThrow(/There is a file .* already/);
  expect((await stat(file)).mode & 0o077).toBe(0);
  await expect(exportArchive(source.pool, join(folder, "none", "x.boardsense"))).rejects.toThrow();
  expect((await readdir(folder)).filter((name) => name.includes(".half-"))).toEqual([]);
});
