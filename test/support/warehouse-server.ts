import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openEmbedded } from "../../sql/embedded/index.js";
import { migrate } from "../../sql/migrate.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the test server's owner, and of no database in particular. */
    warehouseServer: { url: string; readerPassword: string };
  }
}

export const TEMPLATE = "boardsense";

/** One server for all test files of a run; its own database is migrated and serves as their template. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "boardsense-test-"));
  // The server of a run as root is another user's, who must get in.
  chmodSync(folder, 0o755);
  const server = await openEmbedded(folder);
  const pool = new pg.Pool({ connectionString: server.url, max: 1 });
  await migrate(pool, { readerPassword: server.readerPassword });
  await pool.end();
  project.provide("warehouseServer", { url: server.url, readerPassword: server.readerPassword });
  return async () => {
    await server.release();
    rmSync(folder, { recursive: true, force: true });
  };
}
