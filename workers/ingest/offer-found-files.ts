import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type pg from "pg";
import type { OcrMode } from "../../schemas/config.js";
import type { ManifestRow } from "../../schemas/minutes.js";
import {
  type KnownFile,
  type OfferedDocument,
  type OfferedFile,
  offerFiles,
  readKnownFiles,
  storeUnfetched,
} from "../../sql/load/offer.js";
import { readKey } from "../keys.js";
import type { FoundFile } from "../sources/find-files.js";
import type { Manifest } from "../sources/manifest.js";

/** How the files of a run are read and coded: what the archive is pinned to, and this run's settings. */
export interface ReadingPlan {
  runId: string;
  codeKey: string;
  extractVersion: number;
  structureVersion: number;
  ocr: OcrMode;
}

/**
 * Takes files into the archive and says what each needs. A file with the size and time of change of a former scan is
 * not opened. One that cannot be opened ends as 'could not be fetched', with the reason.
 */
export async function offerFoundFiles(
  pool: pg.Pool,
  options: {
    files: readonly FoundFile[];
    /** Null keeps what earlier manifests said of files. */
    manifest: Manifest | null;
    password: string | null;
    plan: ReadingPlan;
  },
): Promise<OfferedDocument[]> {
  const { plan } = options;
  const known = await readKnownFiles(pool);
  const offered: OfferedFile[] = [];
  for (const file of options.files) {
    const before = known.get(file.path);
    const manifest = manifestRowOf(file.path, options.manifest, before, options.password);
    try {
      const sha256 = isUnchanged(file, before) ? (before?.sha256 as string) : await hashFile(file.path);
      offered.push({
        source: file.path,
        sha256,
        byteSize: file.bytes,
        modifiedAtMs: file.modifiedAt.getTime(),
        manifest,
        readKey: readKey({ ...plan, sha256, manifest }),
      });
    } catch (error) {
      await storeUnfetched(pool, {
        source: file.path,
        runId: plan.runId,
        manifest,
        detail: explainUnreadable(error),
      });
    }
  }
  return offerFiles(pool, { runId: plan.runId, files: offered, codeKey: plan.codeKey, isStillThere });
}

/** What the manifest says of a file; without a manifest what an earlier one said stands. */
function manifestRowOf(
  path: string,
  manifest: Manifest | null,
  before: KnownFile | undefined,
  password: string | null,
): ManifestRow | null {
  const row = manifest === null ? (before?.manifest ?? null) : (manifest.get(path) ?? null);
  if (password === null || row?.password != null) return row;
  return { ...(row ?? EMPTY_ROW), password };
}

const EMPTY_ROW: ManifestRow = {
  organisationCode: null,
  organisationName: null,
  sector: null,
  meetingDate: null,
  password: null,
};

function isUnchanged(file: FoundFile, before: KnownFile | undefined): boolean {
  return (
    before !== undefined &&
    before.sha256 !== null &&
    before.isPresent &&
    before.byteSize === file.bytes &&
    before.modifiedAtMs === file.modifiedAt.getTime()
  );
}

/** SHA-256 of a file's bytes in lower-case hex, read in pieces. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

function explainUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "EACCES"
    ? "This user may not read the file. Change its permissions, then run `boardsense ingest` again."
    : `The file cannot be opened: ${message}.`;
}

async function isStillThere(source: string): Promise<boolean> {
  return stat(source).then(
    (status) => status.isFile(),
    () => false,
  );
}
