import type { OcrEngine } from "./engine.js";
import { createSystemTesseract, findSystemTesseract } from "./system-tesseract.js";
import { createTesseractJs } from "./tesseract-js.js";

export { type DrawnPage, type OcrEngine, OcrEngineError, type OcrReading } from "./engine.js";
export { createSystemTesseract, createTesseractJs, findSystemTesseract };

/** The best engine at hand: a `tesseract` on the PATH (more than twice as fast), else tesseract.js. Close it after use. */
export async function createOcrEngine(): Promise<OcrEngine> {
  const version = await findSystemTesseract();
  return version === null ? createTesseractJs() : createSystemTesseract(version);
}
