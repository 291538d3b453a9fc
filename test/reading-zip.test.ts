import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  createReadingPool,
  readZip,
  readZipMember,
  ZIP_LIMITS,
  type ZipLimits,
  type ZipMember,
} from "../workers/reading/index.js";
import { drawMinutes, makePdf } from "./extract-fixtures.js";
import { makeZip, type ZipEntry } from "./support/zip.js";

async function membersOf(zip: Buffer | string, limits: Partial<ZipLimits> = {}): Promise<ZipMember[]> {
  const members: ZipMember[] = [];
  for await (const member of readZip(zip, { ...ZIP_LIMITS, ...limits })) members.push(member);
  return members;
}

const folder = mkdtempSync(join(tmpdir(), "boardsense-zip-"));
afterAll(() => rmSync(folder, { recursive: true }));

const pdf = Buffer.from("%PDF-1.4 not much of one");

describe("an archive of PDFs", () => {
  test("gives its PDFs, those of inner archives too, and passes over the rest", async () => {
    const inner = makeZip([{ name: "b.pdf", bytes: pdf }]);
    const zip = makeZip([
      { name: "2010/a.PDF", bytes: pdf },
      { name: "readme.txt", bytes: pdf },
      { name: "__MACOSX/2010/._a.pdf", bytes: pdf },
      { name: "inner.zip", bytes: inner },
    ]);
    expect(await membersOf(zip)).toEqual([
      { name: "2010/a.PDF", bytes: pdf },
      { name: "inner.zip!/b.pdf", bytes: pdf },
    ]);
    const path = join(folder, "archive.zip");
    writeFileSync(path, zip);
    expect(await readZipMember(path, "inner.zip!/b.pdf")).toEqual(pdf);
    await expect(readZipMember(path, "c.pdf")).rejects.toThrow(/There is no c.pdf/);
  });

  const refused: [what: string, entry: ZipEntry, limits: Partial<ZipLimits>, says: RegExp][] = [
    ["a name that climbs out", { name: "../../etc/a.pdf", bytes: pdf }, {}, /leads out/],
    ["an absolute name", { name: "/etc/a.pdf", bytes: pdf }, {}, /leads out/],
    ["a name of a drive", { name: "C:/a.pdf", bytes: pdf }, {}, /leads out/],
    ["a locked file", { name: "a.pdf", bytes: pdf, flags: 0x801 }, {}, /locked/],
    [
      "a file that says it is large",
      { name: "a.pdf", bytes: pdf, saysSize: 900 << 20 },
      {},
      /more than 300 MB/,
    ],
    [
      "a file larger than it says",
      { name: "a.pdf", bytes: Buffer.alloc(5 << 20), saysSize: 100 },
      {},
      /cannot be unpacked/,
    ],
    ["an endless name", { name: `${"a".repeat(500)}.pdf`, bytes: pdf }, {}, /longer than 400/],
    [
      "more than may be unpacked in all",
      { name: "a.pdf", bytes: Buffer.alloc(3 << 20) },
      { totalMb: 2 },
      /more than 2 MB/,
    ],
    ["an archive too deep", { name: "a.zip", bytes: makeZip([{ name: "b.zip", bytes: pdf }]) }, {}, /1 deep/],
    ["a broken inner archive", { name: "a.zip", bytes: pdf }, {}, /cannot be opened as a ZIP/],
  ];
  test.each(refused)("leaves out and names %s", async (_, entry, limits, says) => {
    const members = await membersOf(makeZip([entry, { name: "good.pdf", bytes: pdf }]), limits);
    expect(members).toHaveLength(2);
    expect((members[0] as { problem: string }).problem).toMatch(says);
    expect(members[1]).toEqual({ name: "good.pdf", bytes: pdf });
  });

  test("is left after its allowed number of files", async () => {
    const zip = makeZip(Array.from({ length: 30 }, (_, index) => ({ name: `${index}.pdf`, bytes: pdf })));
    const members = await membersOf(zip, { entries: 10 });
    expect(members).toHaveLength(11);
    expect(members.at(-1)).toMatchObject({ problem: expect.stringContaining("more than 10 files") });
  });

  test("whose directory is damaged is refused in words", async () => {
    await expect(membersOf(Buffer.from("PK\u0003\u0004 but no more"))).rejects.toThrow(
      /cannot be opened as a ZIP/,
    );
  });

  test("is read by the pool, member by member", async () => {
    const path = join(folder, "minutes.zip");
    writeFileSync(path, makeZip([{ name: "board/2010-01.pdf", bytes: await makePdf(drawMinutes) }]));
    const pool = createReadingPool({ size: 1, ocr: "never" });
    const answer = await pool.read({ path, member: "board/2010-01.pdf" });
    expect(answer.ok && answer.minutes.meetings[0]?.meetingDate).toBe("2010-01-28");
    expect(await pool.read({ path, member: "board/2010-02.pdf" })).toMatchObject({
      ok: false,
      failure: { outcome: "could not be fetched" },
    });
    await pool.close();
  });
});
