import { createHash } from "node:crypto";
import { createReadStream, statSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ArchiveFacts, ExportChoice } from "../../sql/export.js";
import { programVersion } from "../program-version.js";

/** A file of an export. */
export interface ExportedFile {
  file: string;
  /** What it holds, in words. */
  holds: string;
  rows: number;
}

/** What a reader must know to use the figures rightly. */
const CAVEATS = [
  "Codings are a machine's unless `coder` names a person; is_validated says whether a frame has been held against a gold standard.",
  "Count meetings where is_counted: a meeting told in two documents counts once.",
  "start_offset and end_offset count UTF-16 units of the reading text, the end excluded.",
];

/**
 * Writes the manifest of an export: what was chosen, every version, row counts and the sha256 of every file. It names
 * no time and no folder of this machine: the same archive gives the same manifest.
 */
export async function writeManifest(
  path: string,
  pathOf: (file: string) => string,
  parts: { format: string; choice: ExportChoice; facts: ArchiveFacts; files: readonly ExportedFile[] },
): Promise<void> {
  const { facts, choice } = parts;
  const files = [];
  for (const { file, holds, rows } of parts.files) {
    const at = pathOf(file);
    files.push({ file, holds, rows, bytes: statSync(at).size, sha256: await sha256Of(at) });
  }
  const removed = facts.removed.length;
  const manifest = {
    kind: "boardsense export",
    format: parts.format,
    boardsense: programVersion(),
    schema: basename(facts.schema, ".sql"),
    chosen: {
      from: choice.from ?? null,
      to: choice.to ?? null,
      organisations: choice.organisations ?? "all",
      frames: choice.frames ?? "all",
      noes: choice.hasNoes ?? false,
    },
    versions: facts.versions,
    coders: facts.coders,
    codebooks: facts.codebooks,
    model: facts.model,
    outcomes_of_all_files: facts.outcomes,
    removed: {
      said: `${removed === 0 ? "No document was" : removed === 1 ? "1 document was" : `${removed} documents were`} removed from the archive; nothing of what came of ${removed === 1 ? "it" : "them"} is in this export.`,
      documents: facts.removed,
    },
    caveats: CAVEATS,
    files,
  };
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
