import { stat } from "node:fs/promises";
import type pg from "pg";
import { type KnownFile, markMissing } from "../../sql/load/offer.js";
import { isZip, splitSource } from "../sources/zip-source.js";

/** What a scan can say about files that it did not find. */
export interface Absence {
  /** Sources that are no longer there; noted so. */
  missing: string[];
  /** Places that seem to be away as a whole; nothing was noted of their files. */
  away: { place: string; why: string }[];
  /** Files of which nobody can tell, in words. */
  problems: string[];
}

/**
 * Notes the files that lay in a place looked at and are no longer there; recorded, not deleted. A folder that held
 * files and now holds none is taken for one that is not mounted, unless `acceptEmpty`. A file counts as gone only
 * where the system says that there is no such file.
 */
export async function noteMissing(
  pool: pg.Pool,
  options: {
    known: ReadonlyMap<string, KnownFile>;
    /** Every source that was found, and every file that lies there although it was not taken. */
    seen: ReadonlySet<string>;
    /** Folders that were searched to the end. */
    folders: readonly string[];
    /** Files that were asked for by name. */
    named: readonly string[];
    acceptEmpty: boolean;
  },
): Promise<Absence> {
  const absence: Absence = { missing: [], away: [], problems: [] };
  const present = [...options.known].filter(([, file]) => file.isPresent).map(([source]) => source);
  const isGone = (source: string) => !options.seen.has(source);
  const named = new Set(options.named);
  const places: { place: string; holds: (source: string) => boolean }[] = options.folders.map((folder) => {
    const root = folder.endsWith("/") ? folder : `${folder}/`;
    return { place: folder, holds: (source) => source.startsWith(root) };
  });
  if (named.size > 1) {
    places.push({ place: "the files named one by one", holds: (source) => named.has(source) });
  }
  const away: typeof places = [];
  for (const place of places) {
    const were = present.filter(place.holds);
    if (were.length === 0 || options.acceptEmpty || !were.every(isGone)) continue;
    away.push(place);
    const files = were.length === 1 ? "1 file was" : `${were.length} files were`;
    const why = `${files} there before and none is now: perhaps it is not mounted. Nothing was noted as missing.`;
    absence.away.push({ place: place.place, why });
  }
  const zips = new Set([...options.seen].map((source) => splitSource(source).path).filter(isZip));
  const wasLookedAt = (source: string) =>
    !away.some(({ holds }) => holds(source)) &&
    (zips.has(splitSource(source).path) || named.has(source) || places.some(({ holds }) => holds(source)));
  for (const source of present.filter((one) => isGone(one) && wasLookedAt(one))) {
    const { path } = splitSource(source);
    const error = await stat(path).then(
      () => null,
      (reason: NodeJS.ErrnoException) => reason,
    );
    // A member that its archive no longer holds is gone although the archive is there.
    const isMember = path !== source;
    if (error?.code === "ENOENT" || error?.code === "ENOTDIR" || (error === null && isMember)) {
      absence.missing.push(source);
    } else if (error !== null) {
      absence.problems.push(`${source}: nobody can tell whether it is still there (${error.message}).`);
    }
  }
  if (absence.missing.length > 0) await markMissing(pool, absence.missing);
  return absence;
}
