import { createHash } from "node:crypto";
import type { OcrMode } from "../schemas/config.js";
import type { ManifestRow } from "../schemas/minutes.js";

/**
 * From what a document's reading is made: its bytes, the versions of the reading stages, and the settings that
 * change what comes out. A document read under its key is not read again.
 */
export function readKey(options: {
  sha256: string;
  extractVersion: number;
  structureVersion: number;
  ocr: OcrMode;
  manifest: ManifestRow | null;
}): string {
  return hashOf([
    options.sha256,
    options.extractVersion,
    options.structureVersion,
    options.ocr,
    options.manifest === null ? null : Object.entries(options.manifest).sort(),
  ]);
}

/** By what a document is coded: the coders and every codebook and model they use. */
export function codeKey(versions: {
  code: number;
  codebooks: Record<string, string>;
  model: string | null;
}): string {
  return hashOf([versions.code, Object.entries(versions.codebooks).sort(), versions.model]);
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
