import {
  appendFile,
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Config } from "../schemas/config.js";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import type { ScheduleSource } from "../schemas/schedule.js";
import type { Archive } from "../scripts/archive.js";
import { readSources } from "../scripts/schedule/read-sources.js";
import { runSchedule } from "../scripts/schedule/run-schedule.js";
import { addSchedule } from "../sql/load/index.js";
import { createLogger } from "../workers/logger.js";
import { openTestWarehouse } from "./support/warehouse.js";
import { startWebServer, type WebServer } from "./support/web-server.js";

const MINUTES = join(PACKAGE_ROOT, "samples", "minutes");
const JANUARY = join(MINUTES, "ZZ01-2010-01-28.pdf");
const MARCH = join(MINUTES, "ZZ01-2010-03-25.pdf");
const MAY = join(MINUTES, "ZZ02-2010-05-11.pdf");

let folder: string;
let archive: Archive;
let minutes: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-nightly-"));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  const own = await mkdtemp(join(folder, "archive-"));
  minutes = join(own, "minutes");
  await mkdir(minutes);
  archive = {
    ...(await openTestWarehouse()),
    config: Config.parse({
      BOARDSENSE_OCR: "never",
      BOARDSENSE_STILL_S: "0",
      BOARDSENSE_FETCH_GAP_S: "0",
      BOARDSENSE_FETCH_PRIVATE: "127.0.0.1",
    }),
    dataFolder: own,
    log: createLogger({ level: "silent", destination: null }),
  };
});
afterEach(() => archive.close());

async function schedule(...sources: (string | ScheduleSource)[]): Promise<void> {
  const read = await Promise.all(
    sources.map(async (one) => (typeof one === "string" ? await readSources([one]) : [one])),
  );
  await addSchedule(archive.pool, {
    name: "night",
    cron: "30 1 * * *",
    timeZone: "UTC",
    sources: read.flat(),
  });
}

const night = (options: { acceptEmpty?: boolean } = {}) =>
  runSchedule(archive, "night", { acceptEmpty: false, isQuiet: true, ...options });

const rowsOf = async (statement: string) => (await archive.pool.query(statement)).rows;
const documents = () =>
  rowsOf(
    "select source, outcome, is_present, detail from marts.documents where superseded_by is null order by 1",
  );

// Each night that has something to read starts processes of its own, which may be slow where many tests run at once.
const PATIENT = { timeout: 300_000 };

describe("a night over folders", PATIENT, () => {
  test("what is new is coded, what is known is left, and the record says so", async () => {
    await cp(JANUARY, join(minutes, "a.pdf"));
    await writeFile(join(minutes, "letter.pdf"), "<html>no PDF</html>");
    await schedule(minutes);
    expect(await night()).toMatchObject({
      status: "done",
      counts: { offered: 2, new: 2, coded: 1, "not a PDF": 1 },
    });
    const quiet = await night();
    expect(quiet).toMatchObject({ status: "done", exitCode: 0, counts: { offered: 2, known: 2 } });
    expect(quiet.counts).not.toHaveProperty("coded");
    await cp(MARCH, join(minutes, "b.pdf"));
    expect((await night()).counts).toMatchObject({ offered: 3, known: 2, new: 1, coded: 1 });
    const runs = await rowsOf(
      "select schedule_name, status, offered, new_files, coded_files, failed, seconds > 0 as took, files_per_second > 0 as went from marts.runs order by run_id",
    );
    const same = { schedule_name: "night", status: "done", took: true, went: true };
    expect(runs).toEqual([
      { ...same, offered: 2, new_files: 2, coded_files: 1, failed: { "not a PDF": 1 } },
      { ...same, offered: 2, new_files: null, coded_files: 0, failed: null },
      { ...same, offered: 3, new_files: 1, coded_files: 1, failed: null },
    ]);
  });

  test("a file that disappears is recorded and stays coded; when it comes back it is there again", async () => {
    await cp(JANUARY, join(minutes, "a.pdf"));
    await cp(MARCH, join(minutes, "b.pdf"));
    await schedule(minutes);
    await night();
    await rename(join(minutes, "a.pdf"), join(folder, "away.pdf"));
    expect(await night()).toMatchObject({ status: "done", counts: { missing: 1, offered: 1 } });
    expect((await documents()).map(({ outcome, is_present }) => [outcome, is_present])).toEqual([
      ["coded", false],
      ["coded", true],
    ]);
    await rename(join(folder, "away.pdf"), join(minutes, "a.pdf"));
    const back = await night();
    expect(back.counts).toMatchObject({ offered: 2, missing: 0 });
    expect(back.counts).not.toHaveProperty("coded");
    expect((await documents()).every(({ is_present }) => is_present)).toBe(true);
  });

  test("a folder that is not mounted ends the night badly and marks nothing as missing", async () => {
    await cp(JANUARY, join(minutes, "a.pdf"));
    await cp(MARCH, join(minutes, "b.pdf"));
    const other = join(archive.dataFolder, "other");
    await mkdir(other);
    await cp(MAY, join(other, "c.pdf"));
    await schedule(minutes, other);
    await night();
    // An empty mount point, and then none at all.
    await rename(minutes, `${minutes}-away`);
    await mkdir(minutes);
    const empty = await night();
    expect(empty).toMatchObject({ status: "failed", exitCode: 1, counts: { offered: 1, missing: 0 } });
    expect(empty.detail).toMatch(
      /minutes: 2 files were there before and none is now: perhaps it is not mounted/,
    );
    await rm(minutes, { recursive: true });
    expect(await night()).toMatchObject({
      status: "failed",
      detail: expect.stringMatching(/no such file or folder/),
    });
    expect((await documents()).every(({ is_present }) => is_present)).toBe(true);
    // Really emptied: the user says so.
    await mkdir(minutes);
    expect(await night({ acceptEmpty: true })).toMatchObject({ status: "done", counts: { missing: 2 } });
  });

  test("a file that is being written is left until it is still, and that is said", async () => {
    archive.config.BOARDSENSE_STILL_S = 1;
    const whole = await readFile(JANUARY);
    const growing = join(minutes, "growing.pdf");
    await cp(MARCH, join(minutes, "still.pdf"));
    const hourAgo = new Date(Date.now() - 3600_000);
    await utimes(join(minutes, "still.pdf"), hourAgo, hourAgo);
    await writeFile(growing, whole.subarray(0, 1000));
    await schedule(minutes);
    const writing = (async () => {
      for (let index = 1; index < 20; index++) {
        await appendFile(growing, whole.subarray(index * 1000, (index + 1) * 1000));
        await sleep(150);
      }
    })();
    const first = await night();
    expect(first).toMatchObject({ status: "done", counts: { offered: 1, "left until still": 1 } });
    expect(first.detail).toMatch(/growing.pdf: left until it is still \(it grew from/);
    await writing;
    // Nobody writes for the moment, but its end is missing.
    await writeFile(growing, whole.subarray(0, 5000));
    await sleep(1100);
    expect((await night()).detail).toMatch(/its end is missing so far/);
    await writeFile(growing, whole);
    expect((await night()).counts).toMatchObject({ new: 1, coded: 2 - 1 });
    expect((await documents()).map(({ outcome }) => outcome)).toEqual(["coded", "coded"]);
  });

  test("a body named for a source is the body of its files", async () => {
    await cp(JANUARY, join(minutes, "a.pdf"));
    await schedule(`RX7=${minutes}`);
    await night();
    expect(await rowsOf("select organisation_code from marts.meetings")).toEqual([
      { organisation_code: "RX7" },
    ]);
  });
});

describe("a night over addresses", PATIENT, () => {
  let web: WebServer;
  beforeEach(async () => {
    web = await startWebServer();
  });
  afterEach(() => web.stop());

  async function manifest(rows: string[]): Promise<string> {
    const file = join(archive.dataFolder, "addresses.csv");
    await writeFile(file, ["url,organisation_code", ...rows].join("\n"));
    return file;
  }

  function serve(path: string, file: string, etag: string): void {
    web.on(path, async (request, response) => {
      if (request.headers["if-none-match"] === etag) response.writeHead(304).end();
      else response.writeHead(200, { etag }).end(await readFile(file));
    });
  }

  test("minutes are fetched, coded under their body, asked for again only by what they were, and retried", async () => {
    serve("/2010-01-28.pdf", JANUARY, '"1"');
    web.on("/secret.pdf", (_, response) => response.writeHead(403).end());
    const [page, secret] = [`${web.origin}/2010-01-28.pdf`, `${web.origin}/secret.pdf`];
    await schedule(await manifest([`${page},RX1`, `${secret},RX2`]));
    expect(await night()).toMatchObject({
      status: "done",
      counts: { offered: 1, new: 1, coded: 1, "not fetched": 1 },
    });
    expect(await documents()).toEqual([
      { source: page, outcome: "coded", is_present: true, detail: null },
      {
        source: secret,
        outcome: "could not be fetched",
        is_present: true,
        detail: "The server does not give the file to us (403).",
      },
    ]);
    expect(await rowsOf("select organisation_code from marts.meetings")).toEqual([
      { organisation_code: "RX1" },
    ]);
    expect((await night()).counts).toMatchObject({ offered: 1, known: 1 });
    expect(web.requests.at(-2)?.headers["if-none-match"]).toBe('"1"');

    serve("/secret.pdf", MARCH, '"2"');
    expect((await night()).counts).toMatchObject({ known: 1, new: 1, coded: 1, "not fetched": 0 });
    serve("/2010-01-28.pdf", MAY, '"3"');
    expect((await night()).counts).toMatchObject({ known: 1, changed: 1, coded: 1 });
    expect((await documents()).map(({ outcome }) => outcome)).toEqual(["coded", "coded"]);
  });

  test("an address that is gone is recorded and its minutes stay; a server that is away changes nothing", async () => {
    serve("/a.pdf", JANUARY, '"1"');
    serve("/b.pdf", MARCH, '"2"');
    await schedule(await manifest([`${web.origin}/a.pdf,RX1`, `${web.origin}/b.pdf,RX1`]));
    await night();
    web.on("/a.pdf", (_, response) => response.writeHead(410).end());
    expect(await night()).toMatchObject({ status: "done", counts: { missing: 1, known: 1 } });
    expect((await documents()).map(({ outcome, is_present }) => [outcome, is_present])).toEqual([
      ["coded", false],
      ["coded", true],
    ]);
    await web.stop();
    const away = await night();
    expect(away).toMatchObject({
      status: "failed",
      detail: expect.stringMatching(/None of the 2 addresses/),
    });
    expect((await documents()).map(({ is_present }) => is_present)).toEqual([false, true]);
    web = await startWebServer();
  });
});
