import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXTRACT_VERSION, type ExtractOptions, extract } from "../pipeline/extract/index.js";
import { isoTime } from "../pipeline/extract/pdf-metadata.js";
import { readPdf } from "../pipeline/extract/read-pdf.js";
import { Extraction, RawPage } from "../schemas/extraction.js";
import type { ReadingFailure } from "../schemas/outcome.js";
import {
  drawMinutes,
  drawPagesOfMinutes,
  MINUTES_LINES,
  makePdf,
  makeRawPdf,
  rotPages,
} from "./extract-fixtures.js";

const WITHOUT_OCR: ExtractOptions = { ocr: "never", ocrEngine: null };

async function failureOf(bytes: Uint8Array, options = WITHOUT_OCR): Promise<ReadingFailure> {
  const error = await extract(bytes, options).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toHaveProperty("failure");
  return (error as { failure: ReadingFailure }).failure;
}

describe("readPdf", () => {
  test("gives each run of text its box from the top left, its size and its weight", async () => {
    const pdf = await makePdf((document) => {
      document.font("Helvetica").fontSize(12).text("Plain words", 100, 200, { lineBreak: false });
      document.font("Helvetica-Bold").fontSize(20).text("Bold words", 100, 300, { lineBreak: false });
      document.font("Times-Italic").fontSize(9).text("Italic words", 100, 400, { lineBreak: false });
    });
    const [page] = (await readPdf(pdf)).pages;
    expect(RawPage.parse(page)).toEqual(page);
    expect([page?.width, page?.height]).toEqual([595.28, 841.89]);
    const texts = page?.texts.filter(({ text }) => text.trim() !== "") ?? [];
    expect(
      texts.map(({ text, fontSize, isBold, isItalic }) => ({ text, fontSize, isBold, isItalic })),
    ).toEqual([
      { text: "Plain words", fontSize: 12, isBold: false, isItalic: false },
      { text: "Bold words", fontSize: 20, isBold: true, isItalic: false },
      { text: "Italic words", fontSize: 9, isBold: false, isItalic: true },
    ]);
    expect(texts[0]?.box.x0).toBeCloseTo(100, 0);
    expect(texts[0]?.box.y0).toBeGreaterThan(195);
    expect(texts[0]?.box.y1).toBeLessThan(217);
    expect(texts[0]?.box.x1).toBeGreaterThan(155);
  });

  test.each([
    [90, { width: 842, height: 595 }],
    [180, { width: 595, height: 842 }],
    [270, { width: 842, height: 595 }],
  ])("places text as a page turned by %i degrees is displayed", async (turn, size) => {
    // As displayed, the text must read upright from (100, 50): drawn turned the other way on the sheet.
    const [a, b, x, y] = { 90: [0, 1, 62, 100], 180: [-1, 0, 495, 62], 270: [0, -1, 533, 742] }[
      turn
    ] as number[];
    const content = `BT /F 12 Tf ${a} ${b} ${-(b as number)} ${a} ${x} ${y} Tm (Upright) Tj ET`;
    const pdf = makeRawPdf([
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate ${turn} /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >>`,
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]);
    const [page] = (await readPdf(pdf)).pages;
    expect({ width: page?.width, height: page?.height }).toEqual(size);
    const text = page?.texts.find((run) => run.text === "Upright");
    expect(text?.angle).toBe(0);
    expect(text?.box.x0).toBeCloseTo(100, 1);
    expect(text?.box.y0).toBeCloseTo(62 - 12 * 0.8, 1);
    expect(text?.box.y1).toBeCloseTo(62 + 12 * 0.2, 1);
  });

  test("keeps the healthy pages and names the lost ones", async () => {
    const pdf = await makePdf((document) => drawPagesOfMinutes(document, 10));
    const reading = await readPdf(rotPages(pdf, [3, 7]));
    expect(reading.pageCount).toBe(10);
    expect(reading.lostPages.map(({ page }) => page)).toEqual([3, 7]);
    expect(reading.lostPages.every(({ reason }) => reason.length > 5)).toBe(true);
    expect(reading.pages.map(({ number }) => number)).toEqual([1, 2, 4, 5, 6, 8, 9, 10]);
    expect(reading.pages[2]?.texts[0]?.text).toBe("Page number 4.");
  });

  test("names pages whose content the PDF library passes over in silence", async () => {
    const pdf = await makePdf((document) => drawPagesOfMinutes(document, 10));
    const extraction = await extract(rotPages(pdf, [3, 7], 0), WITHOUT_OCR);
    expect(extraction.lostPages.map(({ page }) => page)).toEqual([3, 7]);
    expect(extraction.pages).toHaveLength(8);
  });

  test("an empty page among others is no lost page", async () => {
    const pdf = await makePdf((document) => {
      drawMinutes(document);
      document.addPage();
    });
    const extraction = await extract(pdf, WITHOUT_OCR);
    expect(extraction.lostPages).toEqual([]);
    expect(extraction.pages.map(({ textSource }) => textSource)).toEqual(["text layer", "none"]);
  });

  test("reads what the file says of itself", async () => {
    const info = {
      Title: "Minutes\u0000 of May",
      Author: "Secretary",
      CreationDate: new Date("2010-02-01T09:30:00Z"),
    };
    const { metadata } = await readPdf(await makePdf(drawMinutes, { info }));
    expect(metadata).toMatchObject({ author: "Secretary", createdAt: "2010-02-01T09:30:00Z" });
    expect(metadata.title).not.toContain("\u0000");
  });

  test("leaves the given bytes as they were", async () => {
    const pdf = new Uint8Array(await makePdf(drawMinutes));
    const copy = pdf.slice();
    await readPdf(pdf);
    expect(pdf).toEqual(copy);
  });
});

describe("extract", () => {
  test("gives the same answer for the same bytes, and one that fits the schema", async () => {
    const pdf = await makePdf((document) => drawPagesOfMinutes(document, 3));
    const first = await extract(pdf, WITHOUT_OCR);
    expect(Extraction.parse(first)).toEqual(first);
    expect(first.extractVersion).toBe(EXTRACT_VERSION);
    expect(JSON.stringify(await extract(pdf, WITHOUT_OCR))).toBe(JSON.stringify(first));
    const lines = first.pages[0]?.lines.map(({ text }) => text).join(" ") ?? "";
    for (const line of MINUTES_LINES) expect(lines).toContain(line.split(" ").slice(0, 6).join(" "));
  });

  test("a locked file is encrypted without the password and read with it", async () => {
    const pdf = await makePdf(drawMinutes, { userPassword: "closed", pdfVersion: "1.7" });
    expect(await failureOf(pdf)).toMatchObject({ outcome: "encrypted" });
    const wrong = await failureOf(pdf, { ...WITHOUT_OCR, password: "open" });
    expect(wrong.outcome).toBe("encrypted");
    expect(wrong.detail).toMatch(/does not open it/);
    expect((await extract(pdf, { ...WITHOUT_OCR, password: "closed" })).pages).toHaveLength(1);
  });

  test("a file that only forbids copying is read", async () => {
    const pdf = await makePdf(drawMinutes, { ownerPassword: "owner", permissions: { copying: false } });
    expect((await extract(pdf, WITHOUT_OCR)).pages).toHaveLength(1);
  });

  const notPdfs: [name: string, bytes: string | Buffer, says: RegExp][] = [
    ["nothing", "", /empty/],
    ["a web page", "<!DOCTYPE html><html><body>Moved</body></html>", /web page/],
    ["a web page after a byte order mark and a comment", "\ufeff\n<!-- x --><html></html>", /web page/],
    ["a ZIP archive", Buffer.from("504b0304140000000800", "hex"), /ZIP/],
    ["an old Word file", Buffer.from("d0cf11e0a1b11ae1", "hex"), /Office/],
    ["a photograph", Buffer.from("ffd8ffe000104a464946", "hex"), /picture/],
    ["plain text", "Minutes of the meeting held on 3 May", /no PDF header/],
  ];
  test.each(notPdfs)("%s with the name of a PDF is not a PDF", async (_, bytes, says) => {
    const failure = await failureOf(Buffer.from(bytes as string));
    expect(failure.outcome).toBe("not a PDF");
    expect(failure.detail).toMatch(says);
  });

  test("a file cut off in the middle is damaged", async () => {
    const pdf = await makePdf((document) => drawPagesOfMinutes(document, 10));
    for (const share of [0.02, 0.5, 0.95]) {
      const failure = await failureOf(pdf.subarray(0, Math.floor(pdf.length * share)));
      expect(failure.outcome).toBe("damaged");
    }
    expect((await failureOf(Buffer.from("%PDF-1.7\n"))).outcome).toBe("damaged");
  });

  test("a file none of whose pages can be read is damaged and names the first", async () => {
    const pdf = await makePdf((document) => drawPagesOfMinutes(document, 2));
    expect(await failureOf(rotPages(pdf, [1, 2]))).toMatchObject({ outcome: "damaged", page: 1 });
    expect(await failureOf(rotPages(pdf, [1, 2], 0))).toMatchObject({ outcome: "damaged", page: 1 });
  });

  test("pages that show nothing at all are not taken for a scan", async () => {
    const failure = await failureOf(await makePdf((document) => void document.addPage()));
    expect(failure.outcome).toBe("damaged");
    expect(failure.detail).toMatch(/None of its 2 pages shows any text or picture/);
  });

  test("whatever the bytes, there is an extraction or a failure in words", async () => {
    const pdf = await makePdf(drawMinutes);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: pdf.length - 1 }), fc.integer({ min: 0, max: 255 })), {
          maxLength: 40,
        }),
        async (changes) => {
          const bytes = Buffer.from(pdf);
          for (const [at, value] of changes) bytes[at] = value;
          const answer = await extract(bytes, WITHOUT_OCR).catch(
            (error: { failure?: ReadingFailure }) => error.failure,
          );
          expect(answer).toBeDefined();
          if (answer && "outcome" in answer) expect(answer.detail.length).toBeGreaterThan(20);
          else expect(Extraction.safeParse(answer).success).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test.each([
  ["D:20100128143000+01'00'", "2010-01-28T14:30:00+01:00"],
  ["D:20100128143000Z", "2010-01-28T14:30:00Z"],
  ["D:20100128", "2010-01-28T00:00:00Z"],
  ["28 January 2010", null],
  ["D:20101328", null],
  [undefined, null],
])("the PDF date %s is %s", (value, time) => {
  expect(isoTime(value)).toBe(time);
});
