import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inspectFile } from "../scripts/commands/inspect.js";
import { makePdf } from "./extract-fixtures.js";

const folder = mkdtempSync(join(tmpdir(), "boardsense-inspect-"));
const file = join(folder, "minutes <of> May.pdf");

function drawThreePages(document: PDFKit.PDFDocument): void {
  document
    .fontSize(12)
    .text("Minutes of the Trust Board held on Thursday 28 January 2010 at Wexcombe")
    .moveDown();
  const items = ["Chairman's report", "Pharmacy", "Any other business"];
  items.forEach((title, index) => {
    if (index > 0)
      document
        .addPage()
        .text(`The ${["", "wards", "roads"][index]} were then discussed.`)
        .moveDown();
    document
      .font("Helvetica-Bold")
      .text(`10/00${index + 1} ${title}`)
      .moveDown()
      .font("Helvetica");
    for (const ward of ["North", "South", "West"]) {
      document.text(`The Chairman thanked the staff of ward ${index} ${ward} for their work.`).moveDown();
    }
  });
}

beforeAll(async () => writeFileSync(file, await makePdf(drawThreePages)));
afterAll(() => rmSync(folder, { recursive: true }));

describe("boardsense inspect", () => {
  test("writes a page that needs nothing else: drawing, lines, headings, passages and their text", async () => {
    const out = join(folder, "one");
    const answer = await inspectFile(file, { page: "2", out, ocr: "never" });
    expect(answer.pages).toEqual([2]);
    expect(answer.summary).toMatch(/2010-01-28/);
    expect(readdirSync(out).sort()).toEqual(["index.html", "page-0002.html"]);
    const html = readFileSync(join(out, "page-0002.html"), "utf8");
    // A failed match would print the whole page.
    const has = (part: string | RegExp) => (typeof part === "string" ? html.includes(part) : part.test(html));
    expect(has('<image href="data:image/png;base64,')).toBe(true);
    expect(has('class="passage"')).toBe(true);
    expect(has('class="heading"')).toBe(true);
    expect(has("minutes &#60;of&#62; May.pdf")).toBe(true);
    expect(has(/<article [^>]*><h3>\d+<\/h3><p>The Chairman thanked the staff/)).toBe(true);
    expect(has(/(src|href)="https?:/)).toBe(false);
  });

  test("writes all pages and an index with the evidence where none is asked for", async () => {
    const out = join(folder, "all");
    expect((await inspectFile(file, { out, ocr: "never" })).pages).toEqual([1, 2, 3]);
    const index = readFileSync(join(out, "index.html"), "utf8");
    expect(index).toContain("Evidence");
    expect(index).toContain("page-0003.html");
  });

  test.each([
    ["4", /has 3 pages; --page asks for 4/],
    ["0", /--page is "0"/],
    ["5-2", /--page is "5-2"/],
    ["two", /--page is "two"/],
  ])("--page %s is refused in words", async (page, says) => {
    await expect(inspectFile(file, { page, out: join(folder, "none"), ocr: "never" })).rejects.toThrow(says);
  });

  test("a file that is no PDF is said to be none", async () => {
    const path = join(folder, "page.pdf");
    writeFileSync(path, "<html></html>");
    await expect(inspectFile(path, { ocr: "never" })).rejects.toThrow(/not a PDF.*web page/);
  });
});
