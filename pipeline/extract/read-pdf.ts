import type { LostPage, PdfMetadata, PositionedText, RawPage } from "../../schemas/extraction.js";
import type { ReadingFailure } from "../../schemas/outcome.js";
import { whyNotPdf } from "./file-kind.js";
import { lookAtPage, type PageLook } from "./look-at-page.js";
import { isOddText, showsAnything } from "./needs-ocr.js";
import {
  listenToWarnings,
  openPdf,
  type PdfDocument,
  type PdfPage,
  type PdfTextItem,
} from "./pdf-document.js";
import { readMetadata } from "./pdf-metadata.js";
import { failureOf, oneLine, ReadingError } from "./reading-error.js";
import { judgeText } from "./text-quality.js";

export type PdfReading = {
  pages: RawPage[];
  lostPages: LostPage[];
  metadata: PdfMetadata;
  pageCount: number;
  /** By page number, what the pages with little or odd text show besides it. */
  looks: Map<number, PageLook>;
};

export type ReadPdfOptions = {
  password?: string | null;
  /** Told the page that is about to be read, counted from 1. */
  onPage?: (page: number, pageCount: number) => void;
};

/** The line of type stands this share of its size below the top of its box, whatever the font says of itself. */
export const ASCENT = 0.8;

// A file may claim any number of pages; after so many lost in a row the rest is taken as lost.
const MAX_LOST_IN_A_ROW = 100;

// What pdf.js says of content that it passes over; its other warnings are about manners.
const DAMAGE =
  /invalid stream|ignoring errors|formaterror|corrupt|\bbad\b|xref|unable to (decode|fetch|parse)/i;

/**
 * Reads the text layer of a PDF page by page. Boxes are as displayed; a box reaches from `ASCENT` font sizes above
 * the line of type to the rest of one size below it, so all texts of one line share it. White space that pdf.js puts
 * between runs is kept as texts of its own (" "), whose width is not to be trusted. A broken page is named in
 * `lostPages` and the others are kept. `hasImages` is told only of pages with little or odd text.
 * Throws a ReadingError where nothing can be read.
 */
export async function readPdf(bytes: Uint8Array, options: ReadPdfOptions = {}): Promise<PdfReading> {
  const refusal = whyNotPdf(bytes);
  if (refusal) throw new ReadingError(refusal);
  const password = options.password ?? null;
  return listenToWarnings(async (warnings) => {
    let open: Awaited<ReturnType<typeof openPdf>>;
    try {
      open = await openPdf(bytes, { password, for: "text" });
    } catch (error) {
      throw new ReadingError(failureOf(error, password !== null));
    }
    try {
      return await readDocument(open.document, options, warnings);
    } finally {
      await open.close().catch(() => {});
    }
  });
}

async function readDocument(
  document: PdfDocument,
  options: ReadPdfOptions,
  warnings: string[],
): Promise<PdfReading> {
  const pageCount = document.numPages;
  const pages: RawPage[] = [];
  const lostPages: LostPage[] = [];
  const looks = new Map<number, PageLook>();
  const fonts = new Map<string, FontStyle>();
  let lostInARow = 0;
  for (let number = 1; number <= pageCount; number++) {
    options.onPage?.(number, pageCount);
    try {
      warnings.length = 0;
      const { page, look } = await readPage(await document.getPage(number), number, fonts, warnings);
      if (look) looks.set(number, look);
      const damage = warnings.find((warning) => DAMAGE.test(warning) && !/annotation|font/i.test(warning));
      if (look && page.textSource === "none" && !showsAnything(look) && damage) throw new Error(damage);
      pages.push(page);
      lostInARow = 0;
    } catch (error) {
      const reason = oneLine(error instanceof Error ? error.message : String(error));
      lostPages.push({ page: number, reason });
      lostInARow++;
    }
    if (lostInARow === MAX_LOST_IN_A_ROW && number < pageCount) {
      lostPages.push({
        page: number + 1,
        reason: `This and all further pages up to ${pageCount} were not tried.`,
      });
      break;
    }
  }
  if (pages.length === 0) {
    throw new ReadingError(nothingLeft(pageCount, lostPages));
  }
  return { pages, lostPages, metadata: await readMetadata(document), pageCount, looks };
}

/** The outcome of a document all of whose pages are lost. */
export function nothingLeft(pageCount: number, lostPages: readonly LostPage[]): ReadingFailure {
  const first = lostPages[0];
  return {
    outcome: "damaged",
    detail: first
      ? `${pageCount === 1 ? "Its only page cannot" : `None of its ${pageCount} pages can`} be read. Page ${first.page}: ${first.reason} Fetch it anew.`
      : "It opens as a PDF but has no pages. Fetch it anew.",
    page: first?.page ?? null,
  };
}

async function readPage(
  page: PdfPage,
  number: number,
  fonts: Map<string, FontStyle>,
  warnings: readonly string[],
): Promise<{ page: RawPage; look: PageLook | null }> {
  const viewport = page.getViewport({ scale: 1 });
  const { items, styles } = await page.getTextContent({ disableNormalization: true });
  const texts = items.filter((item): item is PdfTextItem => "str" in item && item.str !== "");
  const hasNewFont = texts.some(({ fontName, str }) => !fonts.has(fontName) && WORD.test(str));
  const isOdd = isOddText(judgeText(texts.map(({ str }) => str).join(" ")));
  // Drawing instructions cost about as much as the text itself: they are asked for where they may tell something.
  const operators =
    hasNewFont || isOdd
      ? await page.getOperatorList(texts.length > 0 ? PAGE_ONLY : undefined).catch(() => null)
      : null;
  if (hasNewFont) learnFonts(page, texts, fonts);
  const look = isOdd && operators ? lookAtPage(page, operators, warnings) : null;
  const place = placer(viewport.transform);
  const placed = texts.map((item, i) =>
    place(item, styleAt(texts, i, fonts), styles[item.fontName]?.vertical === true),
  );
  page.cleanup();
  return {
    page: {
      number,
      width: hundredths(viewport.width),
      height: hundredths(viewport.height),
      textSource: placed.some(({ text }) => text.trim() !== "") ? "text layer" : "none",
      ocrConfidence: null,
      hasImages: look?.hasImages ?? false,
      texts: placed,
    },
    look,
  };
}

// Notes and links on a page are no part of its text; a page that holds nothing else is still no empty one.
const PAGE_ONLY = { annotationMode: 0 };

type FontStyle = { isBold: boolean; isItalic: boolean };
const PLAIN: FontStyle = { isBold: false, isItalic: false };
const WORD = /\p{L}{2}/u;
const BOLD_NAME = /bold|black|heavy|(^|[-,])(demi|semi)|[-,](bd|b)(mt)?$/i;
const ITALIC_NAME = /italic|oblique|[-,](it|i)(mt)?$/i;

/** Words stand no more runs of text away than this; a line may hold any number of runs. */
const FURTHEST_BESIDE = 8;

/** A font without a word is not asked for: its lone signs (a ligature, a slash, a bullet) look like the words beside them. */
function styleAt(
  texts: readonly PdfTextItem[],
  index: number,
  fonts: ReadonlyMap<string, FontStyle>,
): FontStyle {
  const item = texts[index] as PdfTextItem;
  const known = fonts.get(item.fontName);
  if (known !== undefined) return known;
  for (const step of [-1, 1]) {
    for (let away = 1; away <= FURTHEST_BESIDE; away++) {
      const other = texts[index + step * away];
      if (other === undefined || other.transform[5] !== item.transform[5]) break;
      const style = fonts.get(other.fontName);
      if (style !== undefined) return style;
    }
  }
  return PLAIN;
}

/** Font names come with the drawing instructions only. */
function learnFonts(page: PdfPage, texts: PdfTextItem[], fonts: Map<string, FontStyle>): void {
  for (const { fontName } of texts) {
    if (fonts.has(fontName)) continue;
    const font = page.commonObjs.has(fontName) ? page.commonObjs.get(fontName) : null;
    fonts.set(fontName, font === null || typeof font === "string" ? PLAIN : styleOf(font));
  }
}

function styleOf(font: { name?: string; bold?: boolean; black?: boolean; italic?: boolean }): FontStyle {
  const name = font.name ?? "";
  return {
    isBold: font.bold === true || font.black === true || BOLD_NAME.test(name),
    isItalic: font.italic === true || ITALIC_NAME.test(name),
  };
}

type Matrix = [number, number, number, number, number, number];

function placer(view: Matrix): (item: PdfTextItem, style: FontStyle, isVertical: boolean) => PositionedText {
  const scale = Math.hypot(view[0], view[1]);
  return (item, style, isVertical) => {
    const [a, b, c, d, e, f] = multiply(view, item.transform);
    const fontSize = length(c, d) || length(a, b);
    const along = unit(a, b, [1, 0]);
    const up = unit(c, d, [along[1], -along[0]]);
    const right = isVertical ? fontSize : item.width * scale;
    const above = isVertical ? 0 : ASCENT * fontSize;
    const below = isVertical ? item.height * scale : (1 - ASCENT) * fontSize;
    const left = e + Math.min(up[0] * above, -up[0] * below);
    const top = f + Math.min(up[1] * above, -up[1] * below);
    const width = Math.abs(up[0]) * (above + below);
    const height = Math.abs(up[1]) * (above + below);
    return {
      text: storable(item.str),
      box: {
        x0: hundredths(left + Math.min(0, along[0] * right)),
        y0: hundredths(top + Math.min(0, along[1] * right)),
        x1: hundredths(left + width + Math.max(0, along[0] * right)),
        y1: hundredths(top + height + Math.max(0, along[1] * right)),
      },
      fontSize: hundredths(fontSize),
      isBold: style.isBold,
      isItalic: style.isItalic,
      angle: along[1] === 0 && along[0] > 0 ? 0 : angleOf(along),
    };
  };
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

function unit(x: number, y: number, otherwise: [number, number]): [number, number] {
  const size = length(x, y);
  return size > 0 ? [x / size, y / size] : otherwise;
}

/** Most text stands level: then one of the two is nothing, and no root need be drawn. */
function length(x: number, y: number): number {
  return x === 0 ? Math.abs(y) : y === 0 ? Math.abs(x) : Math.hypot(x, y);
}

function angleOf([x, y]: [number, number]): number {
  return (Math.round((Math.atan2(y, x) * 180) / Math.PI) + 360) % 360;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]/;

/** Text that any database and file takes: no control characters, no half of a surrogate pair. */
function storable(text: string): string {
  if (!UNSTORABLE.test(text)) return text;
  return (
    text
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "\ufffd")
  );
}

/** Damaged files hold numbers that are none; they are placed at the origin. */
function hundredths(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : 0;
}
