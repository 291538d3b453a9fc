/** System errors of a network, a disk or a process limit that may be over in a moment. */
const PASSING_SYSTEM_ERRORS = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOSPC",
  "EDQUOT",
  "EMFILE",
  "ENFILE",
  "EAGAIN",
  "EIO",
]);

/**
 * SQLSTATE classes that may pass: connection lost (08), transaction to be tried again (40), lock not to be had (55),
 * resources such as disk and memory (53), server going down or up (57), system error (58).
 */
const PASSING_SQL_CLASSES = new Set(["08", "40", "53", "55", "57", "58"]);

/** What drivers, Redis and the reading processes say without a code of its own. */
const PASSING_WORDS = new RegExp(
  [
    "connection terminated",
    "connection error and is not queryable",
    "timeout exceeded when trying to connect",
    "query read timeout",
    "connection is closed",
    "command timed out",
    "pool is closed",
    // Redis: starting, out of memory, its disk full, a replica.
    "^(LOADING|OOM|MISCONF|READONLY|MASTERDOWN|CLUSTERDOWN) ",
    // No process to be had is no fault of the document.
    "a reading process (failed|could not be started|did not start)",
  ].join("|"),
  "i",
);

/** This machine has another release than the run wants; another machine may have the right one. */
export class OtherVersionsError extends Error {}

/** Whether trying again later may help: the fault lies with a server, disk or network, not with document or program. */
export function mayPass(error: unknown): boolean {
  if (error instanceof OtherVersionsError) return true;
  const { code, message = "" } = (error ?? {}) as { code?: unknown; message?: string };
  if (typeof code === "string") {
    if (PASSING_SYSTEM_ERRORS.has(code)) return true;
    if (/^[0-9A-Z]{5}$/.test(code)) return PASSING_SQL_CLASSES.has(code.slice(0, 2));
  }
  return PASSING_WORDS.test(message);
}
