import { chmod, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Config } from "../schemas/config.js";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import type { Archive } from "../scripts/archive.js";
import { ingest } from "../scripts/commands/ingest.js";
import { createLogger } from "../workers/logger.js";
import { findFiles } from "../workers/sources/find-files.js";
import { isZip, memberSource, splitSource } from "../workers/sources/zip-source.js";
import { openTestWarehouse } from "./support/warehouse.js";
import { makeZip } from "./support/zip.js";

const MINUTES = join(PACKAGE_ROOT, "samples", "minutes");
let folder: string;
let archive: Archive;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-zip-"));
  await chmod(folder, 0o755);
  archive = {
    ...(await openTestWarehouse()),
    config: Config.parse({ BOARDSENSE_OCR: "never" }),
    dataFolder: folder,
    log: createLogger({ level: "silent", destination: null }),
  };
});

afterAll(async () => {
  await archive.close();
  await rm(folder, { recursive: true, force: true });
});

async function ingestFolder() {
  const found = await findFiles([folder]);
  return ingest(archive, { paths: [folder], found, rows: null, json: true });
}

test("the PDFs in a ZIP archive are taken one by one, under the archive's name", async () => {
  const zip = join(folder, "minutes.zip");
  await writeFile(
    zip,
    makeZip([
      { name: "2010/january.pdf", bytes: await readFile(join(MINUTES, "ZZ01-2010-01-28.pdf")) },
      { name: "notes.txt", bytes: Buffer.from("no PDF") },
      { name: "2010/march.pdf", bytes: await readFile(join(MINUTES, "ZZ01-2010-03-25.pdf")) },
    ]),
  );
  const result = await ingestFolder();
  expect(Object.fromEntries(result.outcomes)).toEqual({ coded: 2 });
  const { rows } = await archive.pool.query("select source, is_present from marts.documents order by source");
  expect(rows).toEqual([
    { source: `${zip}!/2010/january.pdf`, is_present: true },
    { source: `${zip}!/2010/march.pdf`, is_present: true },
  ]);

  const again = await ingestFolder();
  expect(again.offered.map(({ change, needs }) => [change, needs])).toEqual([
    ["known", null],
    ["known", null],
  ]);
});

test("an archive that changed is opened again, and what is no longer in it is not present", async () => {
  const zip = join(folder, "minutes.zip");
  await writeFile(
    zip,
    makeZip([{ name: "2010/march.pdf", bytes: await readFile(join(MINUTES, "ZZ01-2010-03-25.pdf")) }]),
  );
  await utimes(zip, new Date(), new Date(Date.now() + 5_000));
  await ingestFolder();
  const { rows } = await archive.pool.query(
    "select source, is_present, outcome from marts.documents order by source",
  );
  expect(rows).toEqual([
    { source: `${zip}!/2010/january.pdf`, is_present: false, outcome: "coded" },
    { source: `${zip}!/2010/march.pdf`, is_present: true, outcome: "coded" },
  ]);
});

test("an archive that cannot be opened is named with its reason", async () => {
  await writeFile(join(folder, "broken.zip"), "PK but no archive");
  const result = await ingestFolder();
  expect(result.outcomes.get("could not be fetched")).toBe(1);
});

test("a source names the archive and the file in it", () => {
  expect(splitSource(memberSource("/a/b.ZIP", "inner.zip!/c.pdf"))).toEqual({
    path: "/a/b.ZIP",
    member: "inner.zip!/c.pdf",
  });
  expect(splitSource("/a/b.pdf")).toEqual({ path: "/a/b.pdf" });
  expect(isZip("/a/b.zip")).toBe(true);
});
