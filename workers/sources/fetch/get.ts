import { Agent, type Dispatcher, request } from "undici";
import { checkAddress, hostOf, publicLookup, RefusedAddressError } from "./addresses.js";
import type { HostTurns } from "./host-turns.js";
import type { FetchSettings } from "./settings.js";
import { keepStream, TooLargeError } from "./store.js";

/** What an earlier answer said of itself, by which the server tells whether anything changed. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** What one try at an address came to. */
export type Got =
  | ({ kind: "bytes"; sha256: string; byteSize: number; looksLikePdf: boolean } & Validators)
  | { kind: "unchanged" }
  | { kind: "gone"; reason: string }
  /** `fault`: whether trying again may help, and whether it is the server's (or network's) fault as a whole. */
  | { kind: "failed"; reason: string; mayPass: boolean; isServerAway: boolean; waitMs: number | null };

const MAX_REDIRECTS = 5;
const CONNECT_LIMIT_MS = 10_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAY_PASS = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Makes requests by one set of settings; `close` ends its connections. */
export interface Getter {
  get(url: string, validators: Validators | null, signal: AbortSignal): Promise<Got>;
  close(): Promise<void>;
}

/** A getter that keeps what it gets in the settings' folder. Each hop of a redirect is checked like the first. */
export function createGetter(settings: FetchSettings, turns: HostTurns, userAgent: string): Getter {
  const dispatcher = new Agent({
    connections: 1,
    connect: { timeout: CONNECT_LIMIT_MS, lookup: publicLookup(settings.allowedHosts, settings.resolve) },
    maxHeaderSize: 32 * 1024,
  });

  async function hop(url: URL, validators: Validators | null, signal: AbortSignal): Promise<Got | URL> {
    checkAddress(url, settings.allowedHosts);
    return turns.take(hostOf(url), signal, async () => {
      const limit = AbortSignal.timeout(settings.timeLimitMs);
      const answer = await request(url, {
        dispatcher,
        signal: AbortSignal.any([signal, limit]),
        headersTimeout: settings.timeLimitMs,
        bodyTimeout: settings.timeLimitMs,
        headers: {
          "user-agent": userAgent,
          accept: "application/pdf,*/*;q=0.5",
          "accept-encoding": "identity",
          ...(validators?.etag == null ? {} : { "if-none-match": validators.etag }),
          ...(validators?.lastModified == null ? {} : { "if-modified-since": validators.lastModified }),
        },
      });
      const location = headerOf(answer, "location");
      if (REDIRECTS.has(answer.statusCode) && location !== null) {
        drop(answer);
        return new URL(location, url);
      }
      if (answer.statusCode !== 200) {
        drop(answer);
        return byStatus(answer.statusCode, headerOf(answer, "retry-after"), validators !== null);
      }
      return keepAnswer(answer, settings);
    });
  }

  return {
    get: async (address, validators, signal) => {
      try {
        let url = new URL(address);
        for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
          const got = await hop(url, validators, signal);
          if (!(got instanceof URL)) return got;
          url = got;
        }
        return failed(`The address leads on more than ${MAX_REDIRECTS} times.`);
      } catch (error) {
        signal.throwIfAborted();
        return byError(error, settings);
      }
    },
    close: () => dispatcher.destroy(),
  };
}

async function keepAnswer(answer: Dispatcher.ResponseData, settings: FetchSettings): Promise<Got> {
  const encoding = headerOf(answer, "content-encoding");
  if (encoding !== null && encoding !== "identity") {
    drop(answer);
    return failed(`The server answers in the encoding ${encoding}, which was not asked for.`);
  }
  if (Number(headerOf(answer, "content-length") ?? 0) > settings.byteLimit) {
    drop(answer);
    throw new TooLargeError();
  }
  const kept = await keepStream(settings.folder, answer.body, settings.byteLimit);
  if (kept.byteSize === 0) return failed("The server answers with an empty file.");
  return {
    kind: "bytes",
    ...kept,
    etag: headerOf(answer, "etag"),
    lastModified: headerOf(answer, "last-modified"),
  };
}

function byStatus(status: number, retryAfter: string | null, wasConditional: boolean): Got {
  if (status === 304 && wasConditional) return { kind: "unchanged" };
  if (status === 404 || status === 410) {
    return { kind: "gone", reason: `The server says that there is nothing at this address (${status}).` };
  }
  if (status === 401 || status === 403) return failed(`The server does not give the file to us (${status}).`);
  const reason = `The server answers with status ${status}.`;
  if (!MAY_PASS.has(status)) return failed(reason);
  return {
    kind: "failed",
    reason,
    mayPass: true,
    isServerAway: status !== 408,
    waitMs: retryAfter === null ? null : readRetryAfter(retryAfter, Date.now()),
  };
}

/** Milliseconds from a Retry-After header: seconds, or a date; null where it is neither. */
export function readRetryAfter(text: string, nowMs: number): number | null {
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

function byError(error: unknown, settings: FetchSettings): Got {
  if (error instanceof RefusedAddressError) return failed(error.message);
  const cause = (error as { cause?: unknown }).cause;
  if (cause instanceof RefusedAddressError) return failed(cause.message);
  if (error instanceof TooLargeError) {
    return failed(
      `The file is larger than the ${Math.round(settings.byteLimit / 1024 / 1024)} MB that are fetched. Raise BOARDSENSE_FETCH_SIZE_LIMIT_MB, or save the file and give its path.`,
    );
  }
  const { code, name, message } = error as NodeJS.ErrnoException;
  // A full disk is no fault of the address.
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EROFS" || code === "EACCES") throw error;
  if (code === "ERR_INVALID_URL") return failed("The server leads on to something that is no address.");
  const isTimeout = name === "TimeoutError" || /TIMEOUT/i.test(code ?? "");
  return {
    kind: "failed",
    reason: isTimeout
      ? `The server did not send the whole file within ${settings.timeLimitMs / 1000} s.`
      : `The server cannot be reached (${code ?? message}).`,
    mayPass: !/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code ?? ""),
    isServerAway: true,
    waitMs: null,
  };
}

function failed(reason: string): Got {
  return { kind: "failed", reason, mayPass: false, isServerAway: false, waitMs: null };
}

function headerOf(answer: Dispatcher.ResponseData, name: string): string | null {
  const value = answer.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** Ends an answer whose body is not wanted; its connection goes with it. */
function drop(answer: Dispatcher.ResponseData): void {
  answer.body.on("error", () => {});
  answer.body.destroy();
}
