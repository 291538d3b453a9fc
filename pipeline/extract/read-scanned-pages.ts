import type { OcrMode } from "../../schemas/config.js";
import type { PositionedText, RawPage } from "../../schemas/extraction.js";
import { drawPage } from "./draw-page.js";
import type { PageLook } from "./look-at-page.js";
import { needsOcr, showsAnything } from "./needs-ocr.js";
import type { OcrEngine } from "./ocr/engine.js";
import { recogniseUpright } from "./ocr/recognise-upright.js";
import { type OpenPdf, openPdf } from "./pdf-document.js";
import { judgeText } from "./text-quality.js";

export type ScanOptions = {
  password: string | null;
  ocr: OcrMode;
  engine: OcrEngine | null;
  onPage?: (page: number) => void;
};

export type ScanReading = {
  pages: RawPage[];
  /** At least one page needed OCR, whether or not it was allowed. */
  wasOcrWanted: boolean;
};

const TRUSTED_CONFIDENCE = 50;

/**
 * Reads by OCR the pages that need it (all that show anything, where OCR is to read all), one at a time. `looks` says
 * what pages with little or odd text show. A text layer is replaced only by a reading that is better than it.
 */
export async function readScannedPages(
  bytes: Uint8Array,
  pages: readonly RawPage[],
  looks: ReadonlyMap<number, PageLook>,
  options: ScanOptions,
): Promise<ScanReading> {
  const { ocr, engine } = options;
  const wanted = new Set(pages.filter((page) => isWanted(page, looks.get(page.number), ocr)));
  const reading: ScanReading = { pages: [...pages], wasOcrWanted: wanted.size > 0 };
  if (wanted.size === 0 || ocr === "never" || engine === null) return reading;
  const open = await openPdf(bytes, { password: options.password, for: "drawing" });
  try {
    for (const [index, page] of pages.entries()) {
      if (!wanted.has(page)) continue;
      options.onPage?.(page.number);
      reading.pages[index] = await readByOcr(open, page, engine, ocr === "always");
    }
  } finally {
    await open.close().catch(() => {});
  }
  return reading;
}

function isWanted(page: RawPage, look: PageLook | undefined, ocr: OcrMode): boolean {
  if (ocr === "always") return look === undefined || showsAnything(look);
  return look !== undefined && needsOcr(judgeText(textOf(page)), look);
}

function textOf({ texts }: { texts: readonly PositionedText[] }): string {
  return texts.map(({ text }) => text).join(" ");
}

async function readByOcr(
  open: OpenPdf,
  page: RawPage,
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
  const before = judgeText(textOf(page));
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
