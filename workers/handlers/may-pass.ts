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

const PASSING_WORDS =
  /connection terminated|timeout exceeded when trying to connect|connection is closed|pool is closed/i;

/** Whether trying again later may help: the fault lies with a server, disk or network, not with document or program. */
export function mayPass(error: unknown): boolean {
  const { code, message = "" } = (error ?? {}) as { code?: unknown; message?: string };
  if (typeof code === "string") {
    if (PASSING_SYSTEM_ERRORS.has(code)) return true;
    if (/^[0-9A-Z]{5}$/.test(code)) return PASSING_SQL_CLASSES.has(code.slice(0, 2));
  }
  return PASSING_WORDS.test(message);
}
