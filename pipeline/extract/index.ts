import type { OcrMode } from "../../schemas/config.js";
import type { Extraction } from "../../schemas/extraction.js";
import { layoutPages } from "./layout/index.js";
import type { OcrEngine } from "./ocr/engine.js";
import { readPdf } from "./read-pdf.js";
import { readScannedPages } from "./read-scanned-pages.js";
import { ReadingError } from "./reading-error.js";

export { failureOf, ReadingError } from "./reading-error.js";

/** Rises when the same bytes would give another extraction. */
export const EXTRACT_VERSION = 1;

export type ExtractOptions = {
  password?: string | null;
  /** When pages are read by OCR; `auto`: pages that show something but hold no usable text. */
  ocr: OcrMode;
  /** Null where there is none; pages that need it then stay without text. */
  ocrEngine: OcrEngine | null;
  /** Told each page before it is read, counted from 1, and how. */
  onPage?: (page: number, pageCount: number, how: "text layer" | "ocr") => void;
};

/**
 * Reads a PDF into pages of positioned lines, nothing cleaned away. The same bytes, options and engine give the same
 * answer. Throws a ReadingError that carries the document's outcome where nothing can be read.
 */
export async function extract(bytes: Uint8Array, options: ExtractOptions): Promise<Extraction> {
  const password = options.password ?? null;
  const reading = await readPdf(bytes, {
    password,
    onPage: (page, pageCount) => options.onPage?.(page, pageCount, "text layer"),
  });
  const { pages, isBlank, wasOcrWanted } = await readScannedPages(bytes, reading.pages, {
    password,
    ocr: options.ocr,
    engine: options.ocrEngine,
    onPage: (page) => options.onPage?.(page, reading.pageCount, "ocr"),
  });
  if (pages.every(({ textSource }) => textSource === "none")) {
    throw new ReadingError(unreadable(pages.length, isBlank, wasOcrWanted, options));
  }
  return {
    extractVersion: EXTRACT_VERSION,
    pageCount: reading.pageCount,
    pages: layoutPages(pages),
    lostPages: reading.lostPages,
    metadata: reading.metadata,
  };
}

function unreadable(pages: number, isBlank: boolean, wasOcrWanted: boolean, options: ExtractOptions) {
  const where = pages === 1 ? "The only page" : `None of the ${pages} pages`;
  const holds = pages === 1 ? "holds neither" : "holds";
  if (isBlank) {
    return {
      outcome: "damaged" as const,
      detail: `${where} ${holds} text or picture: the file is blank or its content is damaged. Fetch it anew.`,
      page: 1,
    };
  }
  const remedy =
    options.ocr === "never"
      ? "It is probably a scan: read it with --ocr auto."
      : !wasOcrWanted
        ? "Read it with --ocr always if its pictures or drawings hold words."
        : options.ocrEngine === null
          ? "It is probably a scan and no OCR engine is at hand: see `boardsense doctor`."
          : "OCR found no words in its pictures either.";
  return {
    outcome: "no readable text" as const,
    detail: pages === 1 ? `The only page holds no text. ${remedy}` : `${where} holds text. ${remedy}`,
    page: null,
  };
}
