import { setTimeout as sleep } from "node:timers/promises";
import { hostOf } from "./addresses.js";
import { createGetter, type Getter, type Got, type Validators } from "./get.js";
import { createHostTurns } from "./host-turns.js";
import type { FetchSettings } from "./settings.js";
import { eraseLeftBehind, isKept, isKeptPdf } from "./store.js";

export { type FetchSettings, fetchedFolder, fetchSettings } from "./settings.js";
export { eraseKept, pathOfFetched } from "./store.js";

/** An address, with what is known of the content it had. */
export interface Wanted {
  url: string;
  known: ({ sha256: string; byteSize: number } & Validators) | null;
}

/** What became of an address. */
export type Fetched =
  | ({ url: string; kind: "bytes" | "unchanged"; sha256: string; byteSize: number } & Validators)
  | { url: string; kind: "gone" | "failed"; reason: string };

/** Hosts that are fetched from at the same time. */
const HOSTS_AT_ONCE = 4;
/** After so many addresses in a row at which a host does not answer, the rest of it waits for the next run. */
const AWAY_AFTER = 3;
const USER_AGENT = "boardsense (reads published minutes; one request at a time)";

/**
 * Fetches addresses: one request at a time to each host, with a gap; what did not change is not sent again; what may
 * pass is tried again after a while. Each answer is handed to `onFetched` as it comes. Throws where the disk is full
 * or the signal fires; every fault of an address or a server is an answer.
 */
export async function fetchAll(
  wanted: readonly Wanted[],
  settings: FetchSettings,
  signal: AbortSignal,
  onFetched: (fetched: Fetched) => void,
): Promise<void> {
  if (wanted.length === 0) return;
  await eraseLeftBehind(settings.folder);
  const getter = createGetter(settings, createHostTurns(settings.gapMs), USER_AGENT);
  const hosts = byHost(wanted);
  const work = async () => {
    for (let list = hosts.shift(); list !== undefined; list = hosts.shift()) {
      await fetchFromHost(list, getter, settings, signal, onFetched);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(HOSTS_AT_ONCE, hosts.length) }, work));
  } finally {
    await getter.close();
  }
}

function byHost(wanted: readonly Wanted[]): Wanted[][] {
  const lists = new Map<string, Wanted[]>();
  for (const one of wanted) {
    const host = hostOf(new URL(one.url));
    const list = lists.get(host);
    if (list === undefined) lists.set(host, [one]);
    else list.push(one);
  }
  return [...lists.values()];
}

async function fetchFromHost(
  wanted: readonly Wanted[],
  getter: Getter,
  settings: FetchSettings,
  signal: AbortSignal,
  onFetched: (fetched: Fetched) => void,
): Promise<void> {
  let awayInARow = 0;
  let isResting = false;
  for (const one of wanted) {
    if (isResting || awayInARow >= AWAY_AFTER) {
      const why = isResting ? "asked to be left alone for a while" : "did not answer at the addresses before";
      onFetched({
        url: one.url,
        kind: "failed",
        reason: `Its server ${why}; this address is tried in the next run.`,
      });
      continue;
    }
    const got = await getPatiently(one, getter, settings, signal);
    const isAway = got.kind === "failed" && got.isServerAway;
    awayInARow = isAway ? awayInARow + 1 : 0;
    isResting = got.kind === "failed" && (got.waitMs ?? 0) > settings.longestWaitMs;
    onFetched(await judge(one, got, settings));
  }
}

/** Tries again what may pass, after a growing while or the one that the server asks for. */
async function getPatiently(
  { url, known }: Wanted,
  getter: Getter,
  settings: FetchSettings,
  signal: AbortSignal,
): Promise<Got> {
  // Without the bytes an answer of "unchanged" would be worth nothing.
  const validators = known !== null && (await isKept(settings.folder, known.sha256)) ? known : null;
  for (let attempt = 1; ; attempt++) {
    const got = await getter.get(url, validators, signal);
    if (got.kind !== "failed" || !got.mayPass || attempt >= settings.attempts) return got;
    const waitMs = got.waitMs ?? settings.firstBackoffMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
    if (waitMs > settings.longestWaitMs) return got;
    await sleep(waitMs, undefined, { signal });
  }
}

async function judge({ url, known }: Wanted, got: Got, settings: FetchSettings): Promise<Fetched> {
  if (got.kind === "unchanged") {
    if (known === null) throw new Error("Unchanged, although nothing was known.");
    return { url, kind: "unchanged", ...pick(known) };
  }
  if (got.kind === "gone" || got.kind === "failed") return { url, kind: got.kind, reason: got.reason };
  // A site under repair answers with a page of words: it must not take the place of minutes.
  if (!got.looksLikePdf && known !== null && (await isKeptPdf(settings.folder, known.sha256))) {
    return {
      url,
      kind: "failed",
      reason: "The server answers with something that is no PDF; what it gave before stands.",
    };
  }
  return { url, kind: "bytes", ...pick(got) };
}

function pick<T extends { sha256: string; byteSize: number } & Validators>({
  sha256,
  byteSize,
  etag,
  lastModified,
}: T) {
  return { sha256, byteSize, etag, lastModified };
}
