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
import { isUrl, type Manifest } from "../sources/manifest.js";
import { splitSource } from "../sources/zip-source.js";
import { lookAtFile, type SeenFile } from "./look-at-file.js";

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
    /** What was seen already: fetched from addresses. */
    fetched?: readonly SeenFile[];
    /** Null keeps what earlier manifests said of files. */
    manifest: Manifest | null;
    /** The body of files where no manifest says otherwise, by path or address. */
    organisations?: ReadonlyMap<string, string>;
    password: string | null;
    plan: ReadingPlan;
    /** What is known of files, where the caller has read it. */
    known?: ReadonlyMap<string, KnownFile>;
  },
): Promise<OfferedDocument[]> {
  const { plan } = options;
  const known = options.known ?? (await readKnownFiles(pool));
  const offered: OfferedFile[] = [];
  const take = async (seen: SeenFile) => {
    const { source } = seen;
    const manifest = manifestRowOf(source, known.get(source), options);
    if ("problem" in seen) {
      await storeUnfetched(pool, { source, runId: plan.runId, manifest, detail: seen.problem });
    } else {
      offered.push({ ...seen, manifest, readKey: readKey({ ...plan, sha256: seen.sha256, manifest }) });
    }
  };
  for (const file of options.files) for await (const seen of lookAtFile(file, known)) await take(seen);
  for (const seen of options.fetched ?? []) await take(seen);
  return offerFiles(pool, { runId: plan.runId, files: offered, codeKey: plan.codeKey, isStillThere });
}

/**
 * What the manifest says of a file, or of the archive it lies in; without a manifest what an earlier one said stands.
 * Where no manifest names a body, it is the one that the source was given for.
 */
function manifestRowOf(
  source: string,
  before: KnownFile | undefined,
  options: {
    manifest: Manifest | null;
    organisations?: ReadonlyMap<string, string>;
    password: string | null;
  },
): ManifestRow | null {
  const { path } = splitSource(source);
  const said = options.manifest?.get(source) ?? options.manifest?.get(path) ?? null;
  const organisationCode = options.organisations?.get(path) ?? null;
  const isGiven = options.manifest !== null && options.organisations === undefined;
  let row = said ?? (isGiven ? null : (before?.manifest ?? null));
  if (organisationCode !== null && said?.organisationCode == null) row = ofBody(row, organisationCode);
  if (options.password === null || row?.password != null) return row;
  return { ...(row ?? EMPTY_ROW), password: options.password };
}

/** The name and sector of another body do not come along. */
function ofBody(row: ManifestRow | null, organisationCode: string): ManifestRow {
  if (row?.organisationCode === organisationCode) return row;
  return { ...(row ?? EMPTY_ROW), organisationCode, organisationName: null, sector: null };
}

const EMPTY_ROW: ManifestRow = {
  organisationCode: null,
  organisationName: null,
  sector: null,
  meetingDate: null,
  password: null,
};

async function isStillThere(source: string): Promise<boolean> {
  // An address stays where it is until it answers that there is nothing.
  if (isUrl(source)) return true;
  return stat(splitSource(source).path).then(
    (status) => status.isFile(),
    () => false,
  );
}
