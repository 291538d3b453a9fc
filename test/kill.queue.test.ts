import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { openWarehouse } from "../sql/warehouse.js";
import { runCommand, startCommand } from "./support/command-line.js";
import { readAllRows } from "./support/rows.js";

const MINUTES = join(PACKAGE_ROOT, "samples", "minutes", "ZZ0*.pdf");
const MANY_ENOUGH = 12;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-kill-"));
  // Run by root, the database belongs to another user, who must get in.
  await chmod(folder, 0o755);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function rowsOf(data: string) {
  const warehouse = await openWarehouse({ dataFolder: data });
  const rows = await readAllRows(warehouse.pool);
  await warehouse.close();
  return rows;
}

test("killed in the middle and started again: nothing lost, nothing twice, the server left behind is used again", async () => {
  const undisturbed = join(folder, "undisturbed");
  const killed = join(folder, "killed");
  expect((await runCommand(["ingest", MINUTES, "--data", undisturbed])).code).toBe(0);

  const first = startCommand(["ingest", MINUTES, "--data", killed]);
  await untilSomeAreRead(killed);
  first.kill("SIGKILL");
  await once(first, "close");

  // The server of the killed command still runs: it is joined, not started beside itself.
  const orphan = await openWarehouse({ dataFolder: killed });
  const { rows } = await orphan.pool.query(
    "select count(*)::int as done from raw.documents where outcome = 'coded'",
  );
  expect(rows[0].done).toBeLessThan(MANY_ENOUGH);
  await orphan.close();

  const second = await runCommand(["ingest", MINUTES, "--data", killed, "--json"]);
  expect(second.code).toBe(0);
  expect(JSON.parse(second.stdout).outcomes).toEqual({ coded: MANY_ENOUGH });
  const [found, expected] = [await rowsOf(killed), await rowsOf(undisturbed)];
  for (const table of Object.keys(expected)) {
    expect(onlyIn(found[table], expected[table]), `${table}: rows that should not be there`).toEqual([]);
    expect(onlyIn(expected[table], found[table]), `${table}: rows that are missing`).toEqual([]);
  }
}, 240_000);

function onlyIn(rows: unknown[] | undefined, others: unknown[] | undefined): string[] {
  const known = new Set((others ?? []).map((row) => JSON.stringify(row)));
  return (rows ?? []).map((row) => JSON.stringify(row)).filter((row) => !known.has(row));
}

/** Waits until the command has read something and still has something to read. */
async function untilSomeAreRead(data: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    await sleep(100);
    const warehouse = await openWarehouse({ dataFolder: data }).catch(() => null);
    if (warehouse === null) continue;
    const read = await warehouse.pool
      .query("select count(*)::int as read from raw.documents where read_key is not null")
      .then(({ rows }) => rows[0].read as number)
      // The tables may not be there yet.
      .catch(() => 0);
    await warehouse.close();
    if (read > 0) return;
  }
  throw new Error("Nothing was read within a minute.");
}
