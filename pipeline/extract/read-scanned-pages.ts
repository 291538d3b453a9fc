import type { OcrMode } from "../../schemas/config.js";
import type { LostPage, RawPage } from "../../schemas/extraction.js";
import { drawPage } from "./draw-page.js";
import { lookAtPage, type PageLook } from "./look-at-page.js";
import type { OcrEngine } from "./ocr/engine.js";
import { recogniseUpright } from "./ocr/recognise-upright.js";
import { listenToWarnings, type OpenPdf, openPdf } from "./pdf-document.js";
import { oneLine } from "./reading-error.js";
import { judgeText, type TextQuality } from "./text-quality.js";

export type ScanOptions = {
  password: string | null;
  ocr: OcrMode;
  engine: OcrEngine | null;
  onPage?: (page: number) => void;
};

export type ScanReading = {
  pages: RawPage[];
  /** Pages whose content the PDF reader passed over as broken without saying so. */
  lostPages: LostPage[];
  /** No page shows anything at all, neither text nor picture nor drawing. */
  isBlank: boolean;
  /** At least one page needed OCR, whether or not it was allowed. */
  wasOcrWanted: boolean;
};

// A page of prose holds 1,500 letters and more. Below these, look for pictures of text.
const SCARCE_LETTERS = 50;
const FEW_LETTERS = 400;
const MOST_OF_THE_PAGE = 0.6;
const SOME_OF_THE_PAGE = 0.1;
// Fewer are frames, rules and logos; letters turned into outlines are hundreds.
const MANY_SHAPES = 300;
const NO_COMMON_WORDS = 0.05;
const TRUSTED_CONFIDENCE = 50;

/**
 * Looks at the pages whose text layer is missing, scarce or garbled, says which of them hold pictures, and reads by
 * OCR those that need it, one at a time. A text layer is replaced only by a reading that is better than it.
 */
export async function readScannedPages(
  bytes: Uint8Array,
  pages: readonly RawPage[],
  options: ScanOptions,
): Promise<ScanReading> {
  const qualities = pages.map(({ texts }) => judgeText(texts));
  const isSuspect = (quality: TextQuality) =>
    quality.letters < FEW_LETTERS || quality.isGarbled || quality.commonShare < NO_COMMON_WORDS;
  if (options.ocr !== "always" && !qualities.some(isSuspect)) {
    return { pages: [...pages], lostPages: [], isBlank: false, wasOcrWanted: false };
  }
  // The library's warnings tell a damaged page from an empty one; they are no news for the console.
  const { value } = await listenToWarnings(() => readSuspects(bytes, pages, qualities, isSuspect, options));
  return value;
}

async function readSuspects(
  bytes: Uint8Array,
  pages: readonly RawPage[],
  qualities: readonly TextQuality[],
  isSuspect: (quality: TextQuality) => boolean,
  options: ScanOptions,
): Promise<ScanReading> {
  const open = await openPdf(bytes, { password: options.password, for: "drawing", warnings: true });
  const result: ScanReading = { pages: [], lostPages: [], isBlank: true, wasOcrWanted: false };
  try {
    for (const [index, page] of pages.entries()) {
      const quality = qualities[index] as TextQuality;
      if (options.ocr !== "always" && !isSuspect(quality)) {
        result.isBlank = false;
        result.pages.push(page);
        continue;
      }
      const { look, complaint } = await lookAt(open, page.number);
      if (quality.letters === 0 && complaint !== null && !(look && showsAnything(look))) {
        result.lostPages.push({ page: page.number, reason: oneLine(complaint) });
        continue;
      }
      if (quality.letters > 0 || (look && showsAnything(look))) result.isBlank = false;
      const isWanted = look !== null && (options.ocr === "always" || needsOcr(quality, look));
      result.wasOcrWanted ||= isWanted && showsAnything(look);
      const seen = { ...page, hasImages: look?.hasImages ?? false };
      if (!isWanted || !showsAnything(look) || options.ocr === "never" || options.engine === null) {
        result.pages.push(seen);
        continue;
      }
      options.onPage?.(page.number);
      result.pages.push(await readByOcr(open, seen, quality, options.engine, options.ocr === "always"));
    }
  } finally {
    await open.close().catch(() => {});
  }
  return result;
}

type Look = { look: PageLook | null; complaint: string | null };

async function lookAt(open: OpenPdf, number: number): Promise<Look> {
  const { value, warnings } = await listenToWarnings(async (): Promise<Look> => {
    try {
      const page = await open.document.getPage(number);
      const look = await lookAtPage(page);
      page.cleanup();
      return { look, complaint: null };
    } catch (error) {
      return { look: null, complaint: error instanceof Error ? error.message : String(error) };
    }
  });
  return { look: value.look, complaint: value.complaint ?? warnings[0] ?? null };
}

function showsAnything(look: PageLook): boolean {
  return look.hasImages || look.shapes > 0 || look.textDrawings > 0;
}

/** Whether a page shows text that its text layer does not hold. */
export function needsOcr(quality: TextQuality, look: PageLook): boolean {
  if (quality.isGarbled) return true;
  if (quality.letters === 0) return look.hasImages || look.shapes > MANY_SHAPES || look.textDrawings > 0;
  if (quality.letters < SCARCE_LETTERS)
    return look.imageShare > SOME_OF_THE_PAGE || look.shapes > MANY_SHAPES;
  if (look.imageShare < MOST_OF_THE_PAGE) return false;
  return quality.letters < FEW_LETTERS || quality.commonShare < NO_COMMON_WORDS;
}

async function readByOcr(
  open: OpenPdf,
  page: RawPage,
  before: TextQuality,
  engine: OcrEngine,
  isForced: boolean,
): Promise<RawPage> {
  let reading: Awaited<ReturnType<typeof recogniseUpright>>;
  try {
    reading = await recogniseUpright(engine, (dpi, turn, skew) =>
      drawPage(open, page.number, dpi, turn, skew),
    );
  } catch (error) {
    // A page that cannot be drawn keeps the text it has; an engine that fails would fail on every page.
    if (error instanceof Error && error.name === "OcrEngineError") throw error;
    return page;
  }
  const after = judgeText(reading.texts);
  const isBetter =
    isForced ||
    before.isGarbled ||
    before.letters === 0 ||
    after.letters > before.letters ||
    !(before.commonShare > after.commonShare);
  const isTrusted = reading.confidence >= TRUSTED_CONFIDENCE || before.letters === 0;
  if (after.letters === 0 || !isBetter || !isTrusted) return page;
  return { ...page, textSource: "ocr", ocrConfidence: reading.confidence, texts: reading.texts };
}
