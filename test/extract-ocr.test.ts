import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawPages } from "../pipeline/extract/draw-page.js";
import { extract } from "../pipeline/extract/index.js";
import { needsOcr } from "../pipeline/extract/needs-ocr.js";
import type { DrawnPage } from "../pipeline/extract/ocr/engine.js";
import { readHocr } from "../pipeline/extract/ocr/hocr.js";
import { createTesseractJs, type OcrEngine } from "../pipeline/extract/ocr/index.js";
import { findSlant, type Ink } from "../pipeline/extract/ocr/ink.js";
import { judgeText } from "../pipeline/extract/text-quality.js";
import type { Extraction } from "../schemas/extraction.js";
import { drawMinutes, MINUTES_LINES, makePdf } from "./extract-fixtures.js";

const [WIDTH, HEIGHT] = [595.28, 841.89];

/** A page of minutes as a scanner gives it: a picture alone, turned and put in askew, with a text layer of its own. */
async function makeScan(
  options: { turn?: number; skew?: number; layer?: string; pages?: number } = {},
): Promise<Buffer> {
  const { turn = 0, skew = 0, layer, pages = 1 } = options;
  const digital = await makePdf((document) => {
    drawMinutes(document);
    document.font("Helvetica-Bold").text("10/003 Any other business to be told from the rest").moveDown();
  });
  const [picture] = await drawPages(digital, { password: null, pages: [1], dpi: 130 });
  const png = Buffer.from(picture?.png ?? []);
  const isLying = turn % 180 !== 0;
  const size: [number, number] = isLying ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT];
  return makePdf(
    (document) => {
      for (let page = 1; page <= pages; page++) {
        if (page > 1) document.addPage();
        if (layer) document.fontSize(10).text(layer, 72, 72);
        const [x, y] = [size[0] / 2, size[1] / 2];
        document.save();
        document.rotate(turn + skew, { origin: [x, y] });
        document.image(png, x - WIDTH / 2, y - HEIGHT / 2, { width: WIDTH });
        document.restore();
      }
    },
    { size },
  );
}

function wordsOf(extraction: Extraction): string[] {
  const text = extraction.pages.flatMap(({ lines }) => lines.map((line) => line.text)).join(" ");
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

const WANTED =
  MINUTES_LINES.join(" ")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

function shareFound(extraction: Extraction): number {
  const found = new Set(wordsOf(extraction));
  return WANTED.filter((word) => found.has(word)).length / WANTED.length;
}

describe("pages without usable text", () => {
  let engine: OcrEngine;
  beforeAll(() => {
    engine = createTesseractJs();
  });
  afterAll(() => engine.close());

  test("a scan is read by OCR, in order, with its confidence and what is bold", async () => {
    const extraction = await extract(await makeScan(), { ocr: "auto", ocrEngine: engine });
    const [page] = extraction.pages;
    expect(page).toMatchObject({ textSource: "ocr", hasImages: true, width: WIDTH, height: HEIGHT });
    expect(page?.ocrConfidence).toBeGreaterThan(80);
    expect(shareFound(extraction)).toBeGreaterThan(0.97);
    const lines = page?.lines ?? [];
    expect(lines[0]?.text).toBe(MINUTES_LINES[0]);
    expect(lines.filter(({ isBold }) => isBold).map(({ text }) => text)).toEqual([
      "10/003 Any other business to be told from the rest",
    ]);
    expect(lines[0]?.box.x0).toBeCloseTo(72, -1);
    expect(lines[0]?.fontSize).toBeGreaterThan(10);
    expect(lines[0]?.fontSize).toBeLessThan(16);
  });

  test.each([
    { turn: 90, skew: 0 },
    { turn: 180, skew: 0 },
    { turn: 270, skew: 0 },
    { turn: 0, skew: 3 },
    { turn: 0, skew: -2 },
  ])(
    "a scan turned by $turn and askew by $skew degrees is read all the same",
    { timeout: 180_000 },
    async (how) => {
      const extraction = await extract(await makeScan(how), { ocr: "auto", ocrEngine: engine });
      expect(extraction.pages[0]?.textSource).toBe("ocr");
      expect(shareFound(extraction)).toBeGreaterThan(0.95);
      expect(extraction.pages[0]?.lines[0]?.text).toBe(MINUTES_LINES[0]);
    },
  );

  test("a bad hidden text layer is replaced, a good one is kept", async () => {
    const bad =
      "7KH %RDUG ZDV WROG WKDW D FRQVXOWDQW DQG SKDUPDFLVW QRZ ZDON URXQG WKH ZDUGV WRJHWKHU ".repeat(3);
    const replaced = await extract(await makeScan({ layer: bad }), { ocr: "auto", ocrEngine: engine });
    expect(replaced.pages[0]?.textSource).toBe("ocr");
    expect(shareFound(replaced)).toBeGreaterThan(0.97);
    const good =
      "The Board was told that the layer below the picture is as good as the picture itself. ".repeat(8);
    const kept = await extract(await makeScan({ layer: good }), { ocr: "auto", ocrEngine: engine });
    expect(kept.pages[0]?.textSource).toBe("text layer");
    const forced = await extract(await makeScan({ layer: good }), { ocr: "always", ocrEngine: engine });
    expect(forced.pages[0]?.textSource).toBe("ocr");
  });

  test("nothing is read by OCR where it is not wanted, and the outcome says how it could be", async () => {
    const scan = await makeScan();
    const failure = await extract(scan, { ocr: "never", ocrEngine: engine }).catch((error) => error.failure);
    expect(failure.outcome).toBe("no readable text");
    expect(failure.detail).toMatch(/--ocr auto/);
    const without = await extract(scan, { ocr: "auto", ocrEngine: null }).catch((error) => error.failure);
    expect(without.detail).toMatch(/no OCR engine is at hand/);
  });

  test("every page to be read by OCR is told beforehand, since it needs more time", async () => {
    const told: [number, string][] = [];
    const silent: OcrEngine = {
      name: "silent",
      recognise: async () => ({ texts: [], confidence: 0, words: 0 }),
      close: async () => {},
    };
    await extract(await makeScan({ pages: 2 }), {
      ocr: "auto",
      ocrEngine: silent,
      onPage: (page, _, how) => told.push([page, how]),
    }).catch(() => {});
    expect(told).toEqual([
      [1, "text layer"],
      [2, "text layer"],
      [1, "ocr"],
      [2, "ocr"],
    ]);
  });
});

const word = (text: string, box: string, confidence = 95) =>
  `<span class='ocrx_word' title='bbox ${box}; x_wconf ${confidence}'>${text}</span>`;
const line = (box: string, words: string[]) =>
  `<span class='ocr_line' title="bbox ${box}; baseline 0 -5; x_size 20">${words.join(" ")}</span>`;

function blankPage(width: number, height: number): DrawnPage {
  const ink = { width, height, dark: new Uint8Array(width * height) };
  return {
    png: new Uint8Array(),
    pixelWidth: width,
    pixelHeight: height,
    width: width / 2,
    height: height / 2,
    ink,
  };
}

describe("hOCR", () => {
  test("becomes runs of words, cut at wide gaps, in points of the page", () => {
    const { texts, words } = readHocr(
      line("100 100 400 125", [
        word("Mr", "100 100 130 120"),
        word("J&amp;J", "138 100 170 120"),
        word("Chair", "300 100 400 120"),
      ]),
      blankPage(600, 800),
    );
    expect(words).toBe(3);
    expect(texts.map(({ text, box }) => ({ text, x0: box.x0, x1: box.x1 }))).toEqual([
      { text: "Mr J&J", x0: 50, x1: 85 },
      { text: "Chair", x0: 150, x1: 200 },
    ]);
    expect(texts[0]).toMatchObject({ fontSize: 10, angle: 0, box: { y0: 52, y1: 62 } });
  });

  test.each(["*", "¢", "«", "+", "°"])("takes the sign %s before a line for a bullet", (sign) => {
    const { texts } = readHocr(
      line("100 100 400 125", [word(sign, "100 106 107 113", 20), word("Agreed", "120 100 200 120")]),
      blankPage(600, 800),
    );
    expect(texts[0]?.text).toBe("• Agreed");
  });

  test("drops specks that the engine doubts and keeps doubtful words of a good line", () => {
    const { texts } = readHocr(
      line("100 100 500 125", [
        word("Minutes", "100 100 170 120"),
        word("MrJN", "180 100 220 120", 5),
        word("~", "230 110 235 112", 12),
        word("noted", "240 100 290 120"),
      ]) +
        line("100 300 150 320", [word("ii", "100 300 104 318", 3)].concat(word("~;", "110 300 118 318", 4))),
      blankPage(600, 800),
    );
    expect(texts.map(({ text }) => text)).toContain("Minutes MrJN noted");
    expect(texts.map(({ text }) => text).join(" ")).not.toContain("~;");
  });
});

test.each([-5, -1.5, 0, 0.5, 3, 7])("the slant of lines that run by %f degrees is found", (degrees) => {
  const [width, height] = [900, 1200];
  const ink: Ink = { width, height, dark: new Uint8Array(width * height) };
  const slope = Math.tan((degrees * Math.PI) / 180);
  for (let base = 150; base < 1050; base += 40) {
    for (let x = 100; x < 800; x++) {
      for (let thick = 0; thick < 12; thick++) {
        const y = Math.round(base + thick + (x - 450) * slope);
        if (y >= 0 && y < height && x % 9 < 5) ink.dark[y * width + x] = 255;
      }
    }
  }
  const slant = findSlant(ink);
  expect(slant.isSideways).toBe(false);
  expect(slant.skew).toBeCloseTo(degrees, 0);
  expect(Math.abs(slant.skew - degrees)).toBeLessThan(0.3);
});

describe("whether a page needs OCR", () => {
  const prose =
    "The Board was told that the report had been received and would be discussed in the next meeting. ";
  const nothing = { hasImages: false, imageShare: 0, shapes: 0, textDrawings: 10 };
  const picture = { ...nothing, hasImages: true, imageShare: 0.95 };
  const cases: [what: string, text: string, look: typeof nothing, wanted: boolean][] = [
    ["prose", prose.repeat(20), nothing, false],
    ["prose above a picture of itself", prose.repeat(20), picture, false],
    ["a title page with a small crest", "Trust Board Papers, May", { ...picture, imageShare: 0.03 }, false],
    ["a picture", "", picture, true],
    ["a picture under a stamp", "Page 3 of 12", picture, true],
    ["letters turned into outlines", "", { ...nothing, shapes: 900, textDrawings: 0 }, true],
    ["an empty page", "", { ...nothing, textDrawings: 0 }, false],
    ["text in signs that stand for nothing", "\ue001\ue002\ue003 ".repeat(60), nothing, true],
    [
      "English whose sign for ti is lost",
      "The mee ng asked ques ons about the na onal plan and the execu ve team, and agreed to look at them. ".repeat(
        6,
      ),
      nothing,
      true,
    ],
    [
      "English without ti",
      "The board heard how the ward was run and asked on whom it would fall. ".repeat(8),
      nothing,
      false,
    ],
    [
      "remarks written down as they were made, their apostrophes lost",
      "We ve seen worse and they ve said so, and you ve heard the ward and the board on how it was run. ".repeat(
        8,
      ),
      nothing,
      false,
    ],
    [
      "capitals that are like the ends of words",
      "The board heard how the ward had seen VE Day and the ONS figures by age and how to look at ONS data. ".repeat(
        6,
      ),
      nothing,
      false,
    ],
    ["a table of figures", "98.4 97.1 101 33 12.5 ".repeat(40), nothing, false],
    [
      "Welsh",
      "Cafodd y Bwrdd wybod bod yr adroddiad wedi ei dderbyn ac y byddai yn cael ei drafod. ".repeat(9),
      picture,
      false,
    ],
  ];
  test.each(cases)("%s", (_, text, look, wanted) => {
    expect(needsOcr(judgeText(text), look)).toBe(wanted);
  });
});
