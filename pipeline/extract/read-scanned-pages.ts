import type { OcrMode } from "../../schemas/config.js";
import type { LostPage, PositionedText, RawPage } from "../../schemas/extraction.js";
import { drawPage } from "./draw-page.js";
import { lookAtPage, type PageLook } from "./look-at-page.js";
import { needsOcr, showsAnything } from "./needs-ocr.js";
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

const TRUSTED_CONFIDENCE = 50;

/**
 * Looks closely at the suspect pages (at all, where OCR is to read all), says which of them hold pictures, and reads by
 * OCR those that need it, one at a time. A text layer is replaced only by a reading that is better than it.
 */
export async function readScannedPages(
  bytes: Uint8Array,
  pages: readonly RawPage[],
  suspects: ReadonlySet<number>,
  options: ScanOptions,
): Promise<ScanReading> {
  if (options.ocr !== "always" && suspects.size === 0) {
    return { pages: [...pages], lostPages: [], isBlank: false, wasOcrWanted: false };
  }
  // The library's warnings tell a damaged page from an empty one; they are no news for the console.
  const { value } = await listenToWarnings(() => readSuspects(bytes, pages, suspects, options));
  return value;
}

async function readSuspects(
  bytes: Uint8Array,
  pages: readonly RawPage[],
  suspects: ReadonlySet<number>,
  options: ScanOptions,
): Promise<ScanReading> {
  const open = await openPdf(bytes, { password: options.password, for: "drawing", warnings: true });
  const result: ScanReading = { pages: [], lostPages: [], isBlank: true, wasOcrWanted: false };
  try {
    for (const page of pages) {
      if (options.ocr !== "always" && !suspects.has(page.number)) {
        result.isBlank = false;
        result.pages.push(page);
        continue;
      }
      const quality = judgeText(textOf(page));
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

function textOf({ texts }: { texts: readonly PositionedText[] }): string {
  return texts.map(({ text }) => text).join(" ");
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
  const after = judgeText(textOf(reading));
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
