import { createHash } from "node:crypto";
import type pg from "pg";
import { CONSOLIDATE_VERSION } from "../../pipeline/consolidate/index.js";
import { EXTRACT_VERSION } from "../../pipeline/extract/index.js";
import { STRUCTURE_VERSION } from "../../pipeline/structure/index.js";
import type { Coding } from "../../schemas/coding.js";
import type { ManifestRow, Meeting } from "../../schemas/minutes.js";
import {
  offerFiles,
  type Pins,
  readMeetingsToCode,
  setPins,
  startRun,
  storeCodebooks,
  storeCodings,
  storeReading,
} from "../../sql/load/index.js";
import { makeCodebook, makeMinutes } from "./minutes.js";

export const CODE_KEY = "coders-1";

export const PINS: Pins = {
  extractVersion: EXTRACT_VERSION,
  structureVersion: STRUCTURE_VERSION,
  consolidateVersion: CONSOLIDATE_VERSION,
  modelVersion: null,
  settings: {},
  coders: ["innovation", "orientation", "attention"].map((frame) => ({
    frame,
    codebookVersion: "2026-11-01",
    coder: "rules",
    coderVersion: "1",
  })),
};

/** Pins an empty archive to the test's frames and returns the id of a run. */
export async function preparePins(pool: pg.Pool): Promise<string> {
  const runId = await startRun(pool, "test");
  await storeCodebooks(pool, [
    makeCodebook("innovation"),
    makeCodebook("orientation"),
    makeCodebook("attention"),
  ]);
  await setPins(pool, { runId, pins: PINS });
  return runId;
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Offers one file whose bytes are the given text. */
export async function offerFile(
  pool: pg.Pool,
  options: {
    runId: string;
    source: string;
    bytes: string;
    manifest?: ManifestRow | null;
    isStillThere?: (source: string) => boolean;
  },
) {
  const [document] = await offerFiles(pool, {
    runId: options.runId,
    codeKey: CODE_KEY,
    isStillThere: options.isStillThere ?? (() => true),
    files: [
      {
        source: options.source,
        sha256: sha256(options.bytes),
        byteSize: options.bytes.length,
        modifiedAtMs: 1,
        manifest: options.manifest ?? null,
        readKey: `read-${sha256(options.bytes)}-${JSON.stringify(options.manifest ?? null)}`,
      },
    ],
  });
  if (document === undefined) throw new Error("The file was not answered.");
  return document;
}

/** What coders are to say of a passage: `[frame, code, quote]`; "none of these" for every frame not named. */
export type Answers = (passage: { id: string; text: string }) => Coding[];

/** Offers, reads and codes a file in one go and returns its document's id. */
export async function addDocument(
  pool: pg.Pool,
  options: {
    runId: string;
    source: string;
    meetings: readonly Meeting[];
    answers?: Answers;
    manifest?: ManifestRow | null;
    pages?: number;
  },
): Promise<string> {
  const { runId, source, meetings } = options;
  const bytes = JSON.stringify(meetings);
  const offered = await offerFile(pool, { runId, source, bytes, manifest: options.manifest ?? null });
  const { documentId } = offered;
  await storeReading(pool, {
    documentId,
    runId,
    readKey: `read-${sha256(bytes)}-${JSON.stringify(options.manifest ?? null)}`,
    minutes: makeMinutes(meetings),
    extractVersion: EXTRACT_VERSION,
    pageCount: options.pages ?? 1,
    pagesOcr: 0,
    lostPages: [],
    metadata: null,
  });
  const stored = await readMeetingsToCode(pool, documentId);
  const codings = stored.flatMap((meeting) =>
    meeting.meeting.passages.flatMap((passage, index) =>
      (options.answers ?? (() => []))({ id: meeting.passageIds[index] as string, text: passage.text }),
    ),
  );
  if (stored.length > 0) await storeCodings(pool, { documentId, runId, codeKey: CODE_KEY, codings });
  return documentId;
}
