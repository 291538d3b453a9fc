import pino, { type Logger } from "pino";

export type { Logger };

/**
 * JSON lines with run, document and stage; never text of a document, never credentials.
 * `destination` is a file, or standard error where null.
 */
export function createLogger(options: { level: string; destination: string | null }): Logger {
  const destination = pino.destination({ dest: options.destination ?? 2, mkdir: true, sync: true });
  // A log that cannot be written (a full disk) must not end the work.
  destination.on("error", () => {});
  return pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ["password", "*.password", "url", "*.url", "connectionString"], censor: "[hidden]" },
    },
    destination,
  );
}
