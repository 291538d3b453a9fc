import { readFileSync } from "node:fs";
import type { RedisOptions } from "ioredis";
import type { Config } from "../../schemas/config.js";
import { reasonOf } from "../../sql/errors.js";

/** Files (PEM) of a connection to Redis over TLS. */
export interface RedisTls {
  ca?: string;
  cert?: string;
  key?: string;
}

/** The files that the configuration names. */
export function redisTlsOf({ REDIS_CA, REDIS_CERT, REDIS_KEY }: Config): RedisTls {
  return {
    ...(REDIS_CA === undefined ? {} : { ca: REDIS_CA }),
    ...(REDIS_CERT === undefined ? {} : { cert: REDIS_CERT }),
    ...(REDIS_KEY === undefined ? {} : { key: REDIS_KEY }),
  };
}

/**
 * The options by which ioredis checks the server's certificate and shows ours; none where no file is named. Throws
 * an Error in a user's words for a file that cannot be read, or one that an address without TLS would ignore.
 */
export function readRedisTls(redisUrl: string, files: RedisTls): Pick<RedisOptions, "tls"> {
  const entries = Object.entries(files) as [keyof RedisTls, string][];
  if (entries.length === 0) return {};
  if (!redisUrl.startsWith("rediss://")) {
    throw new Error(
      "REDIS_CA, REDIS_CERT and REDIS_KEY are for an address that begins with rediss://; with redis:// nothing is encrypted.",
    );
  }
  const tls: Record<string, Buffer> = {};
  for (const [name, file] of entries) {
    try {
      tls[name] = readFileSync(file);
    } catch (error) {
      throw new Error(`REDIS_${name.toUpperCase()} names ${file}, which cannot be read: ${reasonOf(error)}.`);
    }
  }
  return { tls };
}
