import type { OcrMode } from "../../schemas/config.js";
import type { Extraction, LostPage, PdfMetadata } from "../../schemas/extraction.js";
import type { ManifestRow, Minutes } from "../../schemas/minutes.js";
import type { ReadingFailure } from "../../schemas/outcome.js";

/** A document to read: a file, a member of a ZIP archive by the name that `readZip` gives it, or bytes at hand. */
export type ReadingSource = { path: string; member?: string } | { bytes: Uint8Array };

/** What a reading process is asked. */
export type ReadingRequest = {
  id: number;
  source: ReadingSource;
  fileName: string | null;
  manifest: ManifestRow | null;
  password: string | null;
  ocr: OcrMode;
  /** Larger files are refused: they could not be held. */
  sizeLimitMb: number;
  /** Send the pages and lines too, and a drawing of these pages (see `boardsense inspect`). */
  inspect: { pages: number[] | null; dpi: number } | null;
};

/** A page drawn as PNG, with its size in PDF points as displayed. */
export type Drawing = { page: number; png: Uint8Array; width: number; height: number };

/** A document that was read. */
export type Reading = {
  minutes: Minutes;
  pageCount: number;
  pagesOcr: number;
  /** Mean confidence of the pages read by OCR, 0-100; null where there were none. */
  ocrConfidence: number | null;
  lostPages: LostPage[];
  metadata: PdfMetadata;
  /** The engine that read the pages without a text layer; null where there were none. */
  ocrEngine: string | null;
  extractVersion: number;
  /** Of the bytes that were read, in hex. */
  sha256: string;
  inspected: { extraction: Extraction; drawings: Drawing[] } | null;
};

/** What a reading process says. `fault` is a failure of the process or its engine, not of the document. */
export type ReadingReply =
  | { id: number; kind: "ready" }
  | { id: number; kind: "hash"; sha256: string }
  | { id: number; kind: "page"; page: number; pageCount: number; how: "text layer" | "ocr" }
  | { id: number; kind: "done"; reading: Reading }
  | { id: number; kind: "failed"; failure: ReadingFailure }
  | { id: number; kind: "fault"; message: string };
