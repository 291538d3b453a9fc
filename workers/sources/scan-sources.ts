import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { ScheduleSource } from "../../schemas/schedule.js";
import { type FoundFile, findFiles } from "./find-files.js";
import { isUrl, type Manifest, readManifest } from "./manifest.js";

/** What sources hold now. */
export interface SourceScan {
  files: FoundFile[];
  /** Absolute folders (files, globs' roots excepted) of which all was seen. */
  folders: string[];
  /** Paths that manifests name one by one, whether something is there or not. */
  named: string[];
  urls: string[];
  /** Null where no manifest is among the sources. */
  manifest: Manifest | null;
  /** The body of each source's files, by path or address, where a source names one. */
  organisations: Map<string, string>;
  /** What was wrong with single files. */
  problems: string[];
  /** Sources that could not be looked at as a whole, in words: nothing may be concluded about their files. */
  unreadable: { place: string; why: string }[];
}

/** Looks at sources. Faults are part of the answer; nothing is thrown for them. */
export async function scanSources(sources: readonly ScheduleSource[]): Promise<SourceScan> {
  const scan: SourceScan = {
    files: [],
    folders: [],
    named: [],
    urls: [],
    manifest: null,
    organisations: new Map(),
    problems: [],
    unreadable: [],
  };
  for (const source of sources) {
    if (source.kind === "manifest") await scanManifest(source, scan);
    else await scanFiles(source, scan);
  }
  const byPath = new Map(scan.files.map((file) => [file.path, file]));
  scan.files = [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return scan;
}

async function scanFiles(source: ScheduleSource, scan: SourceScan): Promise<void> {
  const found = await findFiles([source.place]);
  const status = await stat(source.place).catch((error: NodeJS.ErrnoException) => error);
  const isNowhere = found.folders.length === 0 && found.files.length === 0;
  if (isNowhere || found.isIncomplete) {
    const why = found.problems.join(" ") || (status instanceof Error ? status.message : "nothing was found");
    scan.unreadable.push({ place: source.place, why });
  } else {
    scan.problems.push(...found.problems);
    scan.folders.push(...found.folders);
  }
  scan.files.push(...found.files);
  for (const { path } of found.files) noteOrganisation(path, source, scan);
}

async function scanManifest(source: ScheduleSource, scan: SourceScan): Promise<void> {
  let rows: Manifest;
  try {
    rows = await readManifest(source.place);
  } catch (error) {
    scan.unreadable.push({ place: source.place, why: (error as Error).message });
    return;
  }
  scan.manifest ??= new Map();
  for (const [named, row] of rows) {
    scan.manifest.set(named, row);
    noteOrganisation(named, source, scan);
    if (isUrl(named)) {
      scan.urls.push(named);
      continue;
    }
    scan.named.push(resolve(named));
    const found = await findFiles([named]);
    scan.files.push(...found.files);
    if (found.files.length === 0) scan.problems.push(`${named}: named in ${source.place}, and not there.`);
  }
}

function noteOrganisation(path: string, { organisationCode }: ScheduleSource, scan: SourceScan): void {
  if (organisationCode !== null) scan.organisations.set(path, organisationCode);
}
