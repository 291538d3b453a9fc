import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXTRACT_VERSION } from "../pipeline/extract/index.js";
import { Config } from "../schemas/config.js";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { type Archive, dataFolderFor, namesFolder } from "../scripts/archive.js";
import { bringUpToDate } from "../scripts/commands/demo.js";
import { ingest } from "../scripts/commands/ingest.js";
import { type Pins, readPins, setPins } from "../sql/load/index.js";
import { createLogger } from "../workers/logger.js";
import { findFiles } from "../workers/sources/find-files.js";
import { openTestWarehouse } from "./support/warehouse.js";

const FILE = "ZZ01-2010-01-28.pdf";
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-upgrade-"));
  await cp(join(PACKAGE_ROOT, "samples", "minutes", FILE), join(folder, FILE));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ingestFolder(archive: Archive): Promise<void> {
  await ingest(archive, { paths: [folder], found: await findFiles([folder]), rows: null, json: true });
}

async function readVersions({ pool }: Archive): Promise<number[]> {
  const { rows } = await pool.query<{ version: number }>(
    "select extract_version as version from raw.documents",
  );
  return rows.map(({ version }) => version);
}

// Beside other tests on two cores reading and coding one file may take long.
test("an archive of another release is refused, and a demonstration made anew", {
  timeout: 120_000,
}, async () => {
  const warehouse = await openTestWarehouse();
  const config = Config.parse({ BOARDSENSE_OCR: "never" });
  const log = createLogger({ level: "silent", destination: null });
  const archive: Archive = { ...warehouse, config, dataFolder: folder, log };
  try {
    await ingestFolder(archive);
    const former = { ...((await readPins(archive.pool)) as Pins), extractVersion: EXTRACT_VERSION - 1 };
    await setPins(archive.pool, { runId: null, pins: former });
    await archive.pool.query("update raw.documents set extract_version = $1", [EXTRACT_VERSION - 1]);
    await expect(ingestFolder(archive)).rejects.toThrow(/boardsense reprocess/);
    expect(await readVersions(archive)).toEqual([EXTRACT_VERSION - 1]);

    await bringUpToDate(archive);
    // The key under which it was read tells the release too.
    await archive.pool.query("update raw.documents set read_key = 'of another release'");
    await ingestFolder(archive);
    expect(await readVersions(archive)).toEqual([EXTRACT_VERSION]);
    expect((await readPins(archive.pool))?.extractVersion).toBe(EXTRACT_VERSION);
  } finally {
    await archive.close();
  }
});

test.each<[args: string[], environment: Record<string, string>, isNamed: boolean]>([
  [[], {}, false],
  [["--data", "mine"], {}, true],
  [[], { BOARDSENSE_DATA: "mine" }, true],
])("a demonstration with %j and %j is in a folder of the user's: %s", (args, environment, isNamed) => {
  const command = new Command().option("--data <dir>").parse(args, { from: "user" });
  const config = Config.parse(environment);
  expect(namesFolder(command, config)).toBe(isNamed);
  expect(dataFolderFor(command, config, true).endsWith("/mine")).toBe(isNamed);
});
