import type pg from "pg";
import {
  expectMeetings,
  type KnownFile,
  type OfferedDocument,
  readKnownFiles,
} from "../../sql/load/index.js";
import type { FetchSettings } from "../sources/fetch/index.js";
import type { FoundFile } from "../sources/find-files.js";
import type { Manifest } from "../sources/manifest.js";
import { sortByStillness } from "../sources/still.js";
import { fetchAddresses } from "./fetch-addresses.js";
import { isUnchanged } from "./look-at-file.js";
import { noteMissing } from "./note-missing.js";
import { offerFoundFiles, type ReadingPlan } from "./offer-found-files.js";

/** What is to be taken into the archive: files that were found, and addresses. */
export interface Offering {
  files: readonly FoundFile[];
  /** Absolute folders that were searched to the end. */
  folders: readonly string[];
  /** Files that were asked for by name. */
  named?: readonly string[];
  urls: readonly string[];
  /** Null keeps what earlier manifests said. */
  manifest: Manifest | null;
  organisations?: ReadonlyMap<string, string>;
}

/** How it is taken in. */
export interface TakingIn {
  plan: ReadingPlan;
  password?: string | null;
  fetch: FetchSettings;
  /** New files must not have changed for so long; 0 takes them as they are. */
  stillForMs: number;
  /** Whether a folder that held files may now hold none. */
  acceptEmpty: boolean;
  signal: AbortSignal;
}

/** What was taken in, and what not. */
export interface TakenIn {
  offered: OfferedDocument[];
  missing: string[];
  /** Files that somebody may still be writing: left for the next time. */
  left: number;
  /** Addresses of which nothing was to be had. */
  notFetched: number;
  /** In words, each with its file, folder or address. */
  problems: string[];
  /** Places that seem to be away as a whole. */
  away: { place: string; why: string }[];
}

/** Takes files and addresses into the archive: what is new or changed waits to be read, what is gone is noted. */
export async function takeIn(pool: pg.Pool, offering: Offering, how: TakingIn): Promise<TakenIn> {
  const known: ReadonlyMap<string, KnownFile> = await readKnownFiles(pool);
  const { still, moving } = await sortByStillness(offering.files, {
    stillForMs: how.stillForMs,
    isKnown: (file) => isUnchanged(file, known.get(file.path)),
    signal: how.signal,
  });
  if (offering.manifest !== null) await expectMeetings(pool, meetingsOf(offering.manifest));
  const fetched = await fetchAddresses(pool, {
    urls: offering.urls,
    known,
    settings: how.fetch,
    signal: how.signal,
  });
  const { manifest, organisations } = offering;
  const offered = await offerFoundFiles(pool, {
    files: still,
    fetched: fetched.seen,
    manifest,
    ...(organisations === undefined ? {} : { organisations }),
    password: how.password ?? null,
    plan: how.plan,
    known,
  });
  const absence = await noteMissing(pool, {
    known,
    seen: new Set([...offering.files.map(({ path }) => path), ...offered.map(({ source }) => source)]),
    folders: offering.folders,
    named: offering.named ?? [],
    acceptEmpty: how.acceptEmpty,
  });
  return {
    offered,
    missing: [...absence.missing, ...fetched.missing],
    left: moving.length,
    notFetched: fetched.notFetched,
    problems: [
      ...moving.map(({ path, why }) => `${path}: left until it is still (${why}).`),
      ...fetched.problems,
      ...absence.problems,
    ],
    away: absence.away,
  };
}

/** How many files were new, changed, moved, duplicate or known. */
export function countChanges(offered: readonly OfferedDocument[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { change } of offered) counts[change] = (counts[change] ?? 0) + 1;
  return counts;
}

function meetingsOf(manifest: Manifest): { organisationCode: string; meetingDate: string }[] {
  return [...manifest.values()].flatMap(({ organisationCode, meetingDate }) =>
    organisationCode === null || meetingDate === null ? [] : [{ organisationCode, meetingDate }],
  );
}
