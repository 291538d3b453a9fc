import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { freePort } from "../../scripts/chaos/servers.js";
import type { Certificates } from "./certificates.js";

/** A real Redis of a test's own, on a free port of the loopback. */
export interface TestRedis {
  url: string;
  /** Loses all keys, as a Redis without an append-only file does when it is started again. */
  forgetEverything(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether a Redis server can be had here. Where it cannot, says so: tests that need one are then skipped. */
export function canStartRedis(): boolean {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    process.stderr.write(
      "SKIPPED: tests of the queue on Redis, since there is no redis-server here (apt-get install redis-server).\n",
    );
    return false;
  }
}

/**
 * Starts a Redis with an append-only file and no eviction, unless `args` say otherwise; with `tls` it answers over
 * TLS alone, by these files.
 */
export async function startRedis(
  args: readonly string[] = ["--maxmemory-policy", "noeviction"],
  tls: Certificates | null = null,
): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), "boardsense-redis-"));
  const port = await freePort();
  const server: ChildProcess = spawn(
    "redis-server",
    [
      ...(tls === null ? ["--port", String(port)] : tlsArguments(port, tls)),
      "--bind",
      "127.0.0.1",
      "--dir",
      folder,
      "--appendonly",
      "yes",
      "--save",
      "",
      ...args,
    ],
    { stdio: "ignore" },
  );
  const url = `${tls === null ? "redis" : "rediss"}://127.0.0.1:${port}`;
  await waitUntilItAnswers(url);
  return {
    url,
    forgetEverything: async () => {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
    stop: async () => {
      const ended = new Promise((done) => server.once("exit", done));
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function tlsArguments(port: number, { ca, cert, key }: Certificates): string[] {
  const files = ["--tls-ca-cert-file", ca, "--tls-cert-file", cert, "--tls-key-file", key];
  return ["--port", "0", "--tls-port", String(port), "--tls-auth-clients", "no", ...files];
}

async function waitUntilItAnswers(url: string): Promise<void> {
  const tls = url.startsWith("rediss:") ? { tls: { rejectUnauthorized: false } } : {};
  const probe = new Redis(url, { ...tls, maxRetriesPerRequest: null, retryStrategy: () => 50 });
  probe.on("error", () => {});
  await Promise.race([
    probe.ping(),
    sleep(10_000).then(() => Promise.reject(new Error("Redis does not answer."))),
  ]);
  probe.disconnect();
}
