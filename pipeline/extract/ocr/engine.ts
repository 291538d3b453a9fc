import type { PositionedText } from "../../../schemas/extraction.js";
import type { Ink } from "./ink.js";

/** A page drawn for OCR. */
export type DrawnPage = {
  /** A PNG. */
  png: Uint8Array;
  /** Size of the PNG in pixels. */
  pixelWidth: number;
  pixelHeight: number;
  /** Size of the page as drawn, in PDF points. */
  width: number;
  height: number;
  ink: Ink;
};

/** What was read on one page. Boxes are in PDF points of the drawn page; `confidence` is the mean of its words, 0-100. */
export type OcrReading = {
  texts: PositionedText[];
  confidence: number;
  words: number;
};

/** Anything that reads a drawn page. */
export type OcrEngine = {
  /** Name and version, part of what settles a reading: "tesseract 5.3.0", "tesseract.js 7.0.0". */
  name: string;
  /** Throws an OcrEngineError where the engine itself fails. */
  recognise(page: DrawnPage): Promise<OcrReading>;
  close(): Promise<void>;
};

/** The engine could not be started or broke down: no fault of the page. */
export class OcrEngineError extends Error {
  override name = "OcrEngineError";
}
