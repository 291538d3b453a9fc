import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Config } from "../schemas/config.js";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { ingest } from "../scripts/commands/ingest.js";
import type { Warehouse } from "../sql/warehouse.js";
import { createLogger } from "../workers/logger.js";
import { findFiles } from "../workers/sources/find-files.js";
import { openTestWarehouse } from "./support/warehouse.js";

const SAMPLES = ["ZZ01-2010-01-28.pdf", "ZZ01-2010-03-25.pdf"].map((file) =>
  join(PACKAGE_ROOT, "samples", "minutes", file),
);

let folder: string;
let warehouse: Warehouse;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-logs-"));
  warehouse = await openTestWarehouse();
});
afterAll(async () => {
  await warehouse.close();
  await rm(folder, { recursive: true, force: true });
});

interface Line {
  time: string;
  level: number;
  msg: string;
  run?: string;
  document?: string;
  stage?: string;
}

test("logs name run, document and stage of all work and every fault, and hold no text of a document and no password", async () => {
  const file = join(folder, "boardsense.log");
  const password = new URL(warehouse.url).password;
  expect(password.length).toBeGreaterThan(10);
  const log = createLogger({ level: "debug", destination: file });
  const archive = {
    ...warehouse,
    config: Config.parse({ DATABASE_URL: warehouse.url, BOARDSENSE_OCR: "never" }),
    dataFolder: folder,
    log,
  };
  const take = async (path: string) =>
    ingest(archive, { paths: [path], found: await findFiles([path]), rows: null, json: true });
  await take(SAMPLES[0] as string);
  // PostgreSQL's words on a row that it refuses: they come with the row.
  await warehouse.pool.query("alter table raw.passages add constraint fault check (page < 0) not valid");
  await take(SAMPLES[1] as string);
  // What somebody hands to the logger whole, by mistake.
  log.info({ config: { url: archive.url }, connectionString: archive.url, password }, "settings");

  const text = await readFile(file, "utf8");
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  const { rows: documents } = await warehouse.pool.query("select document_id from raw.documents");
  const idOf = new Set(documents.map((row) => row.document_id));
  for (const stage of ["extract", "code"]) {
    const [line] = lines.filter((one) => one.stage === stage);
    expect(line?.run).toMatch(/^\d+$/);
    expect(idOf).toContain(line?.document);
  }
  const fault = lines.find(({ msg }) => msg === "a fault of boardsense");
  expect(fault).toMatchObject({
    stage: "extract",
    level: 50,
    run: expect.any(String),
    document: expect.any(String),
  });

  const { rows: passages } = await warehouse.pool.query<{ text: string }>(
    "select text from raw.passages where length(text) > 25",
  );
  expect(passages.length).toBeGreaterThan(20);
  expect(passages.filter((passage) => text.includes(passage.text.slice(0, 25)))).toEqual([]);
  expect(text).not.toContain(password);
}, 300_000);
