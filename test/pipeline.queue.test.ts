import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Config } from "../schemas/config.js";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import type { Archive } from "../scripts/archive.js";
import { type IngestResult, ingest } from "../scripts/commands/ingest.js";
import { runChecks } from "../sql/checks.js";
import { createLogger } from "../workers/logger.js";
import { openQueueBackend } from "../workers/queue/backend.js";
import { findFiles } from "../workers/sources/find-files.js";
import { readManifest } from "../workers/sources/manifest.js";
import { canStartRedis, startRedis, type TestRedis } from "./support/redis.js";
import { readAllRows } from "./support/rows.js";
import { openTestWarehouse } from "./support/warehouse.js";

const SAMPLES = join(PACKAGE_ROOT, "samples");
const FILES = ["ZZ01-2010-01-28.pdf", "ZZ01-2010-03-25.pdf", "ZZ02-2010-05-11.pdf"];
const hasRedis = canStartRedis();

let folder: string;
let redis: TestRedis | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-pipeline-"));
  for (const file of FILES) await cp(join(SAMPLES, "minutes", file), join(folder, file));
  await cp(join(folder, FILES[0] as string), join(folder, "copy.pdf"));
  await writeFile(join(folder, "letter.pdf"), "<html>not a PDF</html>");
  if (hasRedis) redis = await startRedis();
});

afterAll(async () => {
  await redis?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function openTestArchive(redisUrl?: string): Promise<Archive> {
  const warehouse = await openTestWarehouse();
  return {
    ...warehouse,
    config: Config.parse({ REDIS_URL: redisUrl, BOARDSENSE_OCR: "never" }),
    dataFolder: folder,
    log: createLogger({ level: "silent", destination: null }),
  };
}

async function ingestFolder(archive: Archive): Promise<IngestResult> {
  const found = await findFiles([folder]);
  return ingest(archive, { paths: [folder], found, rows: null, json: true });
}

// Beside other tests on two cores an ingest of these five files has taken half a minute.
describe("from PDF to mart", { timeout: 240_000 }, () => {
  let onPostgres: Record<string, unknown[]>;

  test("on PostgreSQL: every file has its outcome, every promise of the warehouse holds", async () => {
    const archive = await openTestArchive();
    const result = await ingestFolder(archive);
    expect(Object.fromEntries(result.outcomes)).toEqual({ coded: 3, duplicate: 1, "not a PDF": 1 });

    onPostgres = await readAllRows(archive.pool);
    const manifest = await readManifest(join(SAMPLES, "manifest.csv"));
    const dates = FILES.map((file) => manifest.get(join(SAMPLES, "minutes", file))?.meetingDate);
    const meetings = onPostgres.meetings as { meeting_date: string; is_counted: boolean }[];
    expect(meetings.map((meeting) => meeting.meeting_date).sort()).toEqual(dates.sort());
    expect(meetings.every((meeting) => meeting.is_counted)).toBe(true);
    expect(onPostgres.passages?.length).toBeGreaterThan(100);
    expect(onPostgres.innovations?.length).toBeGreaterThan(3);
    expect((await runChecks(archive.pool)).filter((check) => check.mistakes > 0)).toEqual([]);
    await archive.close();
  });

  test("a second time nothing is new, and nothing is read again", async () => {
    const archive = await openTestArchive();
    await ingestFolder(archive);
    const before = (
      await archive.pool.query("select document_id, read_at, coded_at from raw.documents order by 1")
    ).rows;
    const again = await ingestFolder(archive);
    expect(again.offered.map(({ change, needs }) => [change, needs])).toEqual(
      again.offered.map(({ change }) => [change, null]),
    );
    const after = (
      await archive.pool.query("select document_id, read_at, coded_at from raw.documents order by 1")
    ).rows;
    expect(after).toEqual(before);
    await archive.close();
  });

  test("two ingests of one folder at once give the rows of one", async () => {
    const archive = await openTestArchive();
    await Promise.all([ingestFolder(archive), ingestFolder(archive)]);
    const rows = await readAllRows(archive.pool);
    expect(rows).toEqual(onPostgres);
    await archive.close();
  });

  test.skipIf(!hasRedis)("on Redis: the same rows as on PostgreSQL", async () => {
    const archive = await openTestArchive(redis?.url);
    const result = await ingestFolder(archive);
    expect(result.isFinished).toBe(true);
    expect(await readAllRows(archive.pool)).toEqual(onPostgres);
    await archive.close();
  });

  test.skipIf(!hasRedis)("a Redis that may drop jobs is refused with the remedy", async () => {
    const evicting = await startRedis(["--maxmemory-policy", "allkeys-lru"]);
    const opening = openQueueBackend({ databaseUrl: "", redisUrl: evicting.url, archiveId: "test" });
    await expect(opening).rejects.toThrow(/allkeys-lru and may drop jobs.*noeviction/);
    await evicting.stop();
  });

  test("a Redis that is away is named without its password", async () => {
    const opening = openQueueBackend({
      databaseUrl: "",
      redisUrl: "redis://user:secret@127.0.0.1:1",
      archiveId: "test",
    });
    await expect(opening).rejects.toThrow(/^(?!.*secret).*127\.0\.0\.1:1.*does not answer/s);
  });
});
