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
import { splitSource } from "../sources/zip-source.js";
import { lookAtFile } from "./look-at-file.js";

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
    for await (const seen of lookAtFile(file, known)) {
      const { source } = seen;
      const manifest = manifestRowOf(source, options.manifest, known.get(source), options.password);
      if ("problem" in seen) {
        await storeUnfetched(pool, { source, runId: plan.runId, manifest, detail: seen.problem });
      } else {
        offered.push({ ...seen, manifest, readKey: readKey({ ...plan, sha256: seen.sha256, manifest }) });
      }
    }
  }
  return offerFiles(pool, { runId: plan.runId, files: offered, codeKey: plan.codeKey, isStillThere });
}

/** What the manifest says of a file, or of the archive it lies in; without a manifest what an earlier one said stands. */
function manifestRowOf(
  path: string,
  manifest: Manifest | null,
  before: KnownFile | undefined,
  password: string | null,
): ManifestRow | null {
  const row =
    manifest === null
      ? (before?.manifest ?? null)
      : (manifest.get(path) ?? manifest.get(splitSource(path).path) ?? null);
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

async function isStillThere(source: string): Promise<boolean> {
  return stat(splitSource(source).path).then(
    (status) => status.isFile(),
    () => false,
  );
}
