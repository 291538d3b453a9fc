import type { OcrMode } from "../../schemas/config.js";
import type { Extraction } from "../../schemas/extraction.js";
import type { ReadingFailure } from "../../schemas/outcome.js";
import { layoutPages } from "./layout/index.js";
import { showsAnything } from "./needs-ocr.js";
import type { OcrEngine } from "./ocr/engine.js";
import { readPdf } from "./read-pdf.js";
import { readScannedPages } from "./read-scanned-pages.js";
import { ReadingError } from "./reading-error.js";

export { failureOf, ReadingError } from "./reading-error.js";

/** Rises when the same bytes would give another extraction. */
export const EXTRACT_VERSION = 5;

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
  const scanned = await readScannedPages(bytes, reading.pages, reading.looks, {
    password,
    ocr: options.ocr,
    engine: options.ocrEngine,
    onPage: (page) => options.onPage?.(page, reading.pageCount, "ocr"),
  });
  const { pages } = scanned;
  if (pages.every(({ textSource }) => textSource === "none")) {
    const isBlank = [...reading.looks.values()].every((look) => !showsAnything(look));
    throw new ReadingError(unreadable(pages.length, isBlank, scanned.wasOcrWanted, options));
  }
  return {
    extractVersion: EXTRACT_VERSION,
    pageCount: reading.pageCount,
    pages: layoutPages(pages),
    lostPages: reading.lostPages,
    metadata: reading.metadata,
  };
}

function unreadable(
  pages: number,
  isBlank: boolean,
  wasOcrWanted: boolean,
  options: ExtractOptions,
): ReadingFailure {
  const which = pages === 1 ? "Its only page" : `None of its ${pages} pages`;
  if (isBlank) {
    const shows = pages === 1 ? "shows neither text nor picture" : "shows any text or picture";
    return {
      outcome: "damaged",
      detail: `${which} ${shows}: the file is blank or its content is damaged. Look at it in a PDF viewer or fetch it anew.`,
      page: 1,
    };
  }
  return {
    outcome: "no readable text",
    detail: `${which} ${pages === 1 ? "holds no text" : "holds text"}. ${remedy(wasOcrWanted, options)}`,
    page: null,
  };
}

function remedy(wasOcrWanted: boolean, options: ExtractOptions): string {
  if (!wasOcrWanted) return "Read it with --ocr always if its pictures or drawings hold words.";
  if (options.ocr === "never") return "It is probably a scan: read it with --ocr auto.";
  if (options.ocrEngine === null)
    return "It is probably a scan and no OCR engine is at hand: see `boardsense doctor`.";
  return "OCR found no words in its pictures either.";
}
