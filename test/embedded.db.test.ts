import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { inspectEmbedded, keepServer, openEmbedded, stopServer } from "../sql/embedded/index.js";
import { tryLock, unlock, withLock } from "../sql/embedded/lock.js";
import { SHARED_PLACE, sweepTemporary } from "../sql/embedded/place.js";
import { isAlive, ownIdentity } from "../sql/embedded/process-identity.js";

let parent: string;
let folder: string;

/** A data folder of one's own: making a database takes longer than all the rest, so most tests share one. */
function makeFolder(): void {
  parent = mkdtempSync(join(tmpdir(), "boardsense-embedded-"));
  // A server that runs as another user must get in.
  chmodSync(parent, 0o755);
  folder = join(parent, "archive");
}

async function dropFolder(): Promise<void> {
  await stopServer(folder);
  rmSync(parent, { recursive: true, force: true });
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

/** Another process that opens the server, says so, and does not close it. */
async function openElsewhere(): Promise<{ pid: number; kill(): Promise<void> }> {
  const program = `
    import { openEmbedded } from ${JSON.stringify(join(PACKAGE_ROOT, "sql/embedded/index.ts"))};
    const server = await openEmbedded(${JSON.stringify(folder)});
    console.log("open", server.port);
    setInterval(() => undefined, 1000);`;
  const file = join(parent, "open.mts");
  writeFileSync(file, program);
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    cwd: PACKAGE_ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return {
    pid: child.pid as number,
    kill: async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

describe("the archive's own server", () => {
  beforeAll(makeFolder);
  afterAll(dropFolder);

  test("starts, keeps its data over a restart, its port too, and stops with its last user", async () => {
    const first = await openEmbedded(folder);
    const second = await openEmbedded(folder);
    expect([first.wasRunning, second.wasRunning]).toEqual([false, true]);
    await ask(first.url, "create table kept as select 7 as number");
    await first.release();
    await first.release();
    expect(await ask(second.url, "select number from kept")).toEqual([{ number: 7 }]);
    await second.release();
    expect(inspectEmbedded(folder).isRunning).toBe(false);
    const third = await openEmbedded(folder);
    expect(third.port).toBe(first.port);
    expect(await ask(third.url, "select number from kept")).toEqual([{ number: 7 }]);
    await third.release();
  });

  test("listens on this machine alone, stores UTF-8, and sorts and lowers as Unicode says", async () => {
    const server = await openEmbedded(folder);
    const [settings] = await ask(
      server.url,
      "select current_setting('listen_addresses') as host, current_setting('unix_socket_directories') as sockets, current_setting('server_encoding') as encoding, lower('ÉÜ') as low",
    );
    expect(settings).toEqual({ host: "127.0.0.1", sockets: "", encoding: "UTF8", low: "éü" });
    await server.release();
  });

  test("keeps its passwords in a file for the owner alone, and out of the log", async () => {
    const server = await openEmbedded(folder);
    await expect(
      ask(server.url, "select * from no_such_table where secret = 'text of a document'"),
    ).rejects.toThrow();
    await server.release();
    expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
    const log = readFileSync(join(folder, "postgres.log"), "utf8");
    expect(log).toContain("no_such_table");
    expect(log).not.toContain("text of a document");
    expect(log).not.toContain(new URL(server.url).password);
    await expect(ask(server.url.replace(/:[^:@]+@/, ":wrong@"), "select 1")).rejects.toThrow();
  });

  test("left behind by a killed command is found and taken, with nothing lost", async () => {
    const elsewhere = await openElsewhere();
    const before = inspectEmbedded(folder);
    expect(before.users).toEqual([elsewhere.pid]);
    await elsewhere.kill();
    expect(inspectEmbedded(folder)).toMatchObject({ isRunning: true, pid: before.pid, users: [] });
    const server = await openEmbedded(folder);
    expect(server.wasRunning).toBe(true);
    await server.release();
    expect(inspectEmbedded(folder).isRunning).toBe(false);
  });

  test("is shared by two commands at once; the first to end leaves it to the other", async () => {
    const servers = await Promise.all([openEmbedded(folder), openEmbedded(folder), openEmbedded(folder)]);
    expect(new Set(servers.map((server) => server.port)).size).toBe(1);
    expect(servers.filter((server) => !server.wasRunning)).toHaveLength(1);
    const elsewhere = await openElsewhere();
    await Promise.all(servers.map((server) => server.release()));
    expect(inspectEmbedded(folder).isRunning).toBe(true);
    await elsewhere.kill();
  });

  test("stays when it is kept, until it is stopped", async () => {
    const server = await openEmbedded(folder);
    keepServer(folder, true);
    await server.release();
    expect(inspectEmbedded(folder)).toMatchObject({ isRunning: true, isKept: true });
    expect(await stopServer(folder)).toEqual({ wasRunning: true, users: [] });
    expect(inspectEmbedded(folder)).toMatchObject({ isRunning: false, isKept: false });
    expect(await stopServer(folder)).toEqual({ wasRunning: false, users: [] });
  });

  test("starts again after it was killed itself, and after its note of a process that is somebody else's", async () => {
    const server = await openEmbedded(folder);
    // Tables of the tests before are long on disk: only the last moments before a kill may be lost.
    await ask(server.url, "checkpoint");
    const { pid, database } = inspectEmbedded(folder);
    process.kill(pid as number, "SIGKILL");
    while (isAlive({ pid: pid as number, startedAt: null }))
      await new Promise((resolve) => setTimeout(resolve, 10));
    await server.release();
    const note = join(database, "postmaster.pid");
    if (existsSync(note)) {
      writeFileSync(note, readFileSync(note, "utf8").replace(/^\d+/, String(process.pid)));
    }
    const again = await openEmbedded(folder);
    expect(await ask(again.url, "select number from kept")).toEqual([{ number: 7 }]);
    await again.release();
  });
});

describe("a data folder", () => {
  beforeEach(makeFolder);
  afterEach(dropFolder);

  test("begins anew where its making was cut short", async () => {
    mkdirSync(join(folder, "postgres.half-1"), { recursive: true });
    writeFileSync(join(folder, "postgres.half-1", "PG_VERSION"), "18\n");
    const server = await openEmbedded(folder);
    await server.release();
    expect(existsSync(join(folder, "postgres.half-1"))).toBe(false);
  });

  test("says in one line why it cannot be", async () => {
    writeFileSync(join(parent, "file"), "");
    await expect(openEmbedded(join(parent, "file", "archive"))).rejects.toThrow(
      /^The data folder .* cannot be used: a file stands where a folder should be\..*--data DIR.*$/,
    );
    mkdirSync(join(folder, "postgres"), { recursive: true });
    writeFileSync(join(folder, "postgres", "PG_VERSION"), "12\n");
    await expect(openEmbedded(folder)).rejects.toThrow(
      /made by PostgreSQL 12; this version of boardsense ships PostgreSQL \d+/,
    );
  });

  test.skipIf(process.getuid?.() === 0)(
    "says whose folder it is that it may not read (not for root)",
    async () => {
      mkdirSync(folder);
      chmodSync(folder, 0o500);
      await expect(openEmbedded(folder)).rejects.toThrow(/cannot be used: no permission/);
      chmodSync(folder, 0o700);
    },
  );
});

const mayMount = process.getuid?.() === 0 && process.platform === "linux";

describe.skipIf(process.getuid?.() !== 0)("as root (skipped for ordinary users)", () => {
  beforeEach(makeFolder);
  afterEach(dropFolder);

  test("in a folder that others cannot enter, the database lies where its user can reach it", async () => {
    chmodSync(parent, 0o700);
    const server = await openEmbedded(folder);
    const { database, pid } = inspectEmbedded(folder);
    expect(database.startsWith(SHARED_PLACE)).toBe(true);
    expect(readFileSync(`/proc/${pid}/status`, "utf8")).not.toMatch(/^Uid:\t0\t/m);
    await ask(server.url, "create table kept as select 7 as number");
    await server.release();
    const again = await openEmbedded(folder);
    expect(await ask(again.url, "select number from kept")).toEqual([{ number: 7 }]);
    await again.release();
    const copy = join(parent, "copy");
    cpSync(folder, copy, { recursive: true });
    await expect(openEmbedded(copy)).rejects.toThrow(/seems to be a copy of/);
    // Where a temporary data folder is gone, its database goes too.
    sweepTemporary(Number.POSITIVE_INFINITY);
    expect(existsSync(database)).toBe(true);
    rmSync(folder, { recursive: true });
    sweepTemporary(Number.POSITIVE_INFINITY);
    expect(existsSync(database)).toBe(false);
  });

  test.skipIf(!mayMount || spawnSync("mount", ["--version"]).status !== 0)(
    "a full disk is one clear line",
    async () => {
      mkdirSync(folder);
      const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=12m,mode=755", "tmpfs", folder]);
      if (mounted.status !== 0) return;
      try {
        await expect(openEmbedded(folder)).rejects.toThrow(
          /^The disk that holds .* is full\..*run the same command again.*$/,
        );
      } finally {
        spawnSync("umount", ["-l", folder]);
      }
    },
  );
});

describe("the lock", () => {
  beforeEach(makeFolder);
  afterEach(dropFolder);

  test("is held by one at a time, in order or not", async () => {
    mkdirSync(folder);
    const file = join(folder, "lock");
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        withLock(file, async () => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise((resolve) => setTimeout(resolve, 5));
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  test("of a dead process is taken over, that of a live one is not", () => {
    mkdirSync(folder);
    const file = join(folder, "lock");
    writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: "1" }));
    expect(tryLock(file)).toBe(process.platform === "linux");
    unlock(file);
    writeFileSync(file, JSON.stringify(ownIdentity()));
    expect(tryLock(file)).toBe(false);
  });
});
