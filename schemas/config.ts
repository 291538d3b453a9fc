import { z } from "zod";

export const OcrMode = z.enum(["never", "auto", "always"]);
export type OcrMode = z.infer<typeof OcrMode>;

/** Everything that can be set from outside, read once by the command line; no other file reads the environment. */
export const Config = z.strictObject({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "a PostgreSQL address, such as postgres://user@host:5432/boardsense")
    .optional()
    .describe("PostgreSQL 15 or newer. Without it boardsense starts a server of its own in the data folder."),
  DATABASE_READER_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      "a PostgreSQL address, such as postgres://boardsense_reader@host:5432/boardsense",
    )
    .optional()
    .describe("Where `boardsense sql` asks: the read-only login on the server of DATABASE_URL."),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "a Redis address, such as redis://127.0.0.1:6379")
    .optional()
    .describe("Redis 7 or newer with maxmemory-policy noeviction. Without it the queue lives in PostgreSQL."),
  REDIS_CA: z
    .string()
    .min(1)
    .optional()
    .describe("File (PEM) with the authority that signed the certificate of a rediss:// server."),
  REDIS_CERT: z
    .string()
    .min(1)
    .optional()
    .describe("File (PEM) with our certificate, where Redis asks for one."),
  REDIS_KEY: z.string().min(1).optional().describe("File (PEM) with the key of REDIS_CERT."),
  BOARDSENSE_ROLE_PASSWORD: z
    .string()
    .min(1)
    .optional()
    .describe("The password that `boardsense db writer` and `db reader` give to their login."),
  BOARDSENSE_DASHBOARD_TOKEN: z
    .string()
    .regex(
      /^[\x21-\x7e]{16,}$/,
      "at least 16 letters, digits and signs without spaces (`openssl rand -hex 32`)",
    )
    .optional()
    .describe("What `boardsense dashboard` asks for; without it, it listens on this machine only."),
  BOARDSENSE_DATA: z.string().min(1).optional().describe("The data folder: one archive a folder."),
  BOARDSENSE_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe("Documents read at the same time by one process."),
  BOARDSENSE_TIME_LIMIT_S: z.coerce
    .number()
    .positive()
    .default(120)
    .describe("Wall-clock seconds a document may take to read (without OCR)."),
  BOARDSENSE_OCR_TIME_LIMIT_S: z.coerce
    .number()
    .positive()
    .default(60)
    .describe("Further seconds for each page that needs OCR."),
  BOARDSENSE_MEMORY_LIMIT_MB: z.coerce
    .number()
    .int()
    .min(300)
    .default(1000)
    .describe("Resident memory a reading process may use before it is stopped."),
  BOARDSENSE_OCR: OcrMode.default("auto").describe("When pages are read by OCR."),
  BOARDSENSE_FETCHED: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Folder for what is fetched from addresses (default: 'fetched' in the data folder). Workers on several machines must see the same one.",
    ),
  BOARDSENSE_FETCH_TIME_LIMIT_S: z.coerce
    .number()
    .positive()
    .default(60)
    .describe("Seconds in which a server must have sent a whole file."),
  BOARDSENSE_FETCH_SIZE_LIMIT_MB: z.coerce
    .number()
    .positive()
    .default(200)
    .describe("Megabytes that a fetched file may have."),
  BOARDSENSE_FETCH_GAP_S: z.coerce
    .number()
    .min(0)
    .default(1)
    .describe("Seconds between two requests to one host."),
  BOARDSENSE_FETCH_PRIVATE: z
    .string()
    .default("")
    .transform((text) => text.split(",").flatMap((host) => host.trim().toLowerCase() || []))
    .describe(
      "Hosts of this machine or a private network that may be fetched from, as they stand in addresses, separated by commas.",
    ),
  BOARDSENSE_STILL_S: z.coerce
    .number()
    .min(0)
    .default(10)
    .describe("Seconds for which a new file must not have changed before a schedule or a watch takes it."),
  BOARDSENSE_LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .default("warn")
    .describe("Log level."),
});
export type Config = z.infer<typeof Config>;
