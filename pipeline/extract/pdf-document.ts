import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { type PdfWorker, startPdfWorker } from "./pdf-worker.js";

/** One run of text as pdf.js gives it; `transform` is in PDF user space. */
export type PdfTextItem = {
  str: string;
  transform: [number, number, number, number, number, number];
  width: number;
  height: number;
  fontName: string;
};

type PdfFont = { name?: string; bold?: boolean; black?: boolean; italic?: boolean };

/** The part of a pdf.js page that is used here. */
export type PdfPage = {
  getViewport(options: { scale: number }): {
    width: number;
    height: number;
    scale: number;
    transform: [number, number, number, number, number, number];
  };
  getTextContent(options: { disableNormalization: boolean }): Promise<{
    items: (PdfTextItem | { type: string })[];
    styles: Record<string, { vertical?: boolean }>;
  }>;
  getOperatorList(options?: {
    annotationMode: number;
  }): Promise<{ fnArray: number[]; argsArray: (unknown[] | null)[] }>;
  commonObjs: { has(id: string): boolean; get(id: string): PdfFont | string | null };
  cleanup(): boolean;
};

/** The part of a pdf.js document that is used here. */
export type PdfDocument = {
  numPages: number;
  getPage(number: number): Promise<PdfPage>;
  getMetadata(): Promise<{ info: Record<string, unknown> }>;
};

type Parser = {
  load(): Promise<PdfDocument>;
  destroy(): Promise<void>;
  getScreenshot(options: {
    partial: number[];
    scale: number;
    imageDataUrl: boolean;
    imageBuffer: boolean;
  }): Promise<{ pages: { data: Uint8Array; width: number; height: number }[] }>;
};

type ParserClass = new (options: Record<string, unknown>) => Parser;

export type OpenPdf = { parser: Parser; document: PdfDocument; close(): Promise<void> };

// Larger images than A3 at 600 dots an inch do not occur in minutes; drawing them would only fill the memory.
const MAX_IMAGE_PIXELS = 100_000_000;

const SILENT = 0;
const WARNING = 1;

const nativePush = Array.prototype.push;
const nativeParse = JSON.parse;
let parserClass: ParserClass | null = null;

/**
 * Opens a PDF with pdf-parse and lends its document. `for: "text"` leaves images and glyph outlines alone and
 * is much faster; `for: "drawing"` is needed to see or draw what is on a page. The bytes are copied. A
 * document opened for text says on the console what it passes over: read it within `listenToWarnings`.
 * Throws what pdf-parse throws; its classes are to be told apart by `name` only.
 */
export async function openPdf(
  bytes: Uint8Array,
  options: { password: string | null; for: "text" | "drawing" },
): Promise<OpenPdf> {
  parserClass ??= (await import("pdf-parse")).PDFParse as unknown as ParserClass;
  const worker = options.for === "text" ? await startPdfWorker(pdfjsFolder(), WARNING) : null;
  const parser = new parserClass({
    data: bytes.slice(),
    ...(options.password === null ? {} : { password: options.password }),
    ...pdfjsOptions(),
    ...(options.for === "text"
      ? {
          worker: worker?.worker,
          verbosity: WARNING,
          maxImageSize: 1,
          disableFontFace: false,
          useSystemFonts: true,
        }
      : { verbosity: SILENT, maxImageSize: MAX_IMAGE_PIXELS }),
  });
  try {
    const document = await parser.load();
    restoreNatives();
    if (options.for === "text") neverBindFonts(document);
    return { parser, document, close: () => close(parser, worker) };
  } catch (error) {
    restoreNatives();
    await close(parser, worker).catch(() => {});
    throw error;
  }
}

async function close(parser: Parser, worker: PdfWorker | null): Promise<void> {
  try {
    await parser.destroy();
  } finally {
    worker?.close();
  }
}

/** Loads the PDF library and its worker, so that the first document does not wait for them. */
export async function warmUp(): Promise<void> {
  const header = Buffer.from("%PDF-1.4\n");
  await listenToWarnings(() => openPdf(header, { password: null, for: "text" })).catch(() => {});
}

/**
 * pdf.js' build for Node replaces two functions of the engine by slow ones of core-js, because of faults that concern
 * frozen arrays and revivers alone. The engine's own make reading a quarter faster, and everything else in the process.
 */
function restoreNatives(): void {
  if (Array.prototype.push !== nativePush) {
    Object.defineProperty(Array.prototype, "push", {
      value: nativePush,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
  JSON.parse = nativeParse;
}

/** Fonts are asked for their names alone here: binding them would build the outline of every glyph. */
function neverBindFonts(document: PdfDocument): void {
  const loader = (document as unknown as { _transport?: { fontLoader?: { bind?: unknown } } })._transport
    ?.fontLoader;
  if (loader && typeof loader.bind === "function") loader.bind = () => Promise.resolve();
}

let foundFolder: string | null = null;

/** Of the pdf.js that pdf-parse itself uses. */
function pdfjsFolder(): string {
  if (foundFolder === null) {
    const require = createRequire(import.meta.url);
    foundFolder = dirname(createRequire(require.resolve("pdf-parse")).resolve("pdfjs-dist/package.json"));
  }
  return foundFolder;
}

function pdfjsOptions(): Record<string, unknown> {
  const folder = pdfjsFolder();
  return {
    cMapUrl: join(folder, "cmaps") + sep,
    cMapPacked: true,
    standardFontDataUrl: join(folder, "standard_fonts") + sep,
    wasmUrl: join(folder, "wasm") + sep,
    iccUrl: join(folder, "iccs") + sep,
    isEvalSupported: false,
  };
}

const listeners = new Set<string[]>();
let warnBefore: typeof console.warn | null = null;

/** Runs `work`, which finds in `warnings` what pdf.js has warned of so far; nothing of it reaches the console. */
export async function listenToWarnings<T>(work: (warnings: string[]) => Promise<T>): Promise<T> {
  const warnings: string[] = [];
  listeners.add(warnings);
  if (warnBefore === null) {
    warnBefore = console.warn;
    console.warn = (...words: unknown[]) => {
      const warning = words.join(" ").replace(/^Warning: /, "");
      for (const listener of listeners) listener.push(warning);
    };
  }
  try {
    return await work(warnings);
  } finally {
    listeners.delete(warnings);
    if (listeners.size === 0) {
      console.warn = warnBefore;
      warnBefore = null;
    }
  }
}
