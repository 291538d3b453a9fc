import type pg from "pg";
import { type KnownFile, markMissing } from "../../sql/load/offer.js";
import { type FetchSettings, fetchAll } from "../sources/fetch/index.js";
import type { SeenFile } from "./look-at-file.js";

/** What came of fetching addresses. */
export interface FetchedAddresses {
  /** Those of which there are bytes, and those of which nothing was ever seen, with the reason. */
  seen: SeenFile[];
  /** Known ones that are no longer there. */
  missing: string[];
  /** Known ones of which this time nothing was to be had; what is known of them stands. In words, with the address. */
  problems: string[];
  notFetched: number;
}

/** Fetches addresses, asking only for what changed, and notes those that are gone. */
export async function fetchAddresses(
  pool: pg.Pool,
  options: {
    urls: readonly string[];
    known: ReadonlyMap<string, KnownFile>;
    settings: FetchSettings;
    signal: AbortSignal;
  },
): Promise<FetchedAddresses> {
  const result: FetchedAddresses = { seen: [], missing: [], problems: [], notFetched: 0 };
  const wanted = options.urls.map((url) => ({ url, known: contentOf(options.known.get(url)) }));
  await fetchAll(wanted, options.settings, options.signal, (fetched) => {
    const { url: source } = fetched;
    if ("sha256" in fetched) {
      const { sha256, byteSize, etag, lastModified } = fetched;
      result.seen.push({ source, sha256, byteSize, modifiedAtMs: null, etag, lastModified });
      return;
    }
    result.notFetched += 1;
    const before = options.known.get(source);
    if (before?.sha256 == null) result.seen.push({ source, problem: fetched.reason });
    else if (fetched.kind === "failed") result.problems.push(`${source}: ${fetched.reason}`);
    else if (before.isPresent) result.missing.push(source);
  });
  if (result.missing.length > 0) await markMissing(pool, result.missing);
  return result;
}

function contentOf(file: KnownFile | undefined) {
  if (file?.sha256 == null) return null;
  const { sha256, byteSize, etag, lastModified } = file;
  return { sha256, byteSize: byteSize ?? 0, etag, lastModified };
}
