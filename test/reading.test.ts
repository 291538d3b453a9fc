import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createReadingPool, type ReadingAnswer, type ReadingPool } from "../workers/reading/index.js";
import {
  drawMinutes,
  drawPagesOfMinutes,
  makeEndlessPdf,
  makeFlateBomb,
  makePdf,
} from "./extract-fixtures.js";

const isLinux = process.platform === "linux";
const folder = mkdtempSync(join(tmpdir(), "boardsense-reading-"));
const pools: ReadingPool[] = [];

function poolOf(options: Parameters<typeof createReadingPool>[0]): ReadingPool {
  const pool = createReadingPool({ size: 1, ocr: "never", ...options });
  pools.push(pool);
  return pool;
}

let minutes: Buffer;
beforeAll(async () => {
  minutes = await makePdf((document) => drawPagesOfMinutes(document, 3));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  rmSync(folder, { recursive: true });
});

function failureIn(answer: ReadingAnswer) {
  expect(answer.ok).toBe(false);
  return (answer as Extract<ReadingAnswer, { ok: false }>).failure;
}

/** Processes whose parent is `pid`, zombies included. */
function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => {
      try {
        return Number(/\) \w (\d+)/.exec(readFileSync(`/proc/${child}/stat`, "latin1"))?.[1]) === pid;
      } catch {
        return false;
      }
    });
}

async function until(isSo: () => boolean, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!isSo() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  return isSo();
}

describe("a reading pool", () => {
  test("reads a file and says what it held", async () => {
    const path = join(folder, "minutes.pdf");
    writeFileSync(path, minutes);
    const answer = await poolOf({}).read({ path });
    expect(answer).toMatchObject({ ok: true, pageCount: 3, pagesOcr: 0, lostPages: [], ocrEngine: null });
    if (!answer.ok) return;
    expect(answer.sha256).toBe(createHash("sha256").update(minutes).digest("hex"));
    expect(answer.minutes.meetings[0]?.meetingDate).toBe("2010-01-28");
    expect(answer.inspected).toBeNull();
  });

  test("reads bytes at hand as it reads files, and draws pages when asked", async () => {
    const answer = await poolOf({}).read({ bytes: minutes, inspect: { pages: [2], dpi: 50 } });
    expect(answer.ok && answer.minutes.meetings[0]?.meetingDate).toBe("2010-01-28");
    const inspected = answer.ok ? answer.inspected : null;
    expect(inspected?.extraction.pages).toHaveLength(3);
    expect(inspected?.drawings.map(({ page }) => page)).toEqual([2]);
    expect(
      Buffer.from(inspected?.drawings[0]?.png ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
  });

  test("a manifest's password opens a locked file", async () => {
    const locked = await makePdf(drawMinutes, { userPassword: "closed", pdfVersion: "1.7" });
    const pool = poolOf({});
    expect(failureIn(await pool.read({ bytes: locked })).outcome).toBe("encrypted");
    const row = { organisationCode: null, organisationName: null, sector: null, meetingDate: null };
    expect((await pool.read({ bytes: locked, manifest: { ...row, password: "closed" } })).ok).toBe(true);
    expect((await pool.read({ bytes: locked, password: "closed" })).ok).toBe(true);
  });

  test("a file that is gone, and a folder, could not be fetched", async () => {
    const pool = poolOf({});
    expect(failureIn(await pool.read({ path: join(folder, "gone.pdf") }))).toMatchObject({
      outcome: "could not be fetched",
      detail: expect.stringContaining("gone.pdf"),
    });
    expect(failureIn(await pool.read({ path: folder })).outcome).toBe("could not be fetched");
  });

  test("a document that never ends is stopped at its limit, with its page, and the next one is read", async () => {
    const pool = poolOf({ timeLimitMs: 6000 });
    const start = performance.now();
    const answers = await Promise.all([
      pool.read({ bytes: makeEndlessPdf(10, 2) }),
      pool.read({ bytes: minutes }),
    ]);
    expect(performance.now() - start).toBeLessThan(6000 + 30_000);
    const failure = failureIn(answers[0]);
    expect(failure).toMatchObject({ outcome: "took too long", page: 3 });
    expect(failure.detail).toMatch(/page 3 of 3 was stopped after 6 s/);
    expect(answers[1].ok).toBe(true);
  });

  test.runIf(isLinux)(
    "a decompression bomb is stopped at the memory limit and the next document is read",
    async () => {
      const pool = poolOf({ memoryLimitMb: 600, timeLimitMs: 60_000 });
      const bomb = makeFlateBomb(4);
      expect(bomb.length).toBeLessThan(8_000_000);
      const failure = failureIn(await pool.read({ bytes: bomb }));
      expect(failure).toMatchObject({ outcome: "used too much memory", page: 1 });
      expect(failure.detail).toMatch(/600 MB/);
      expect((await pool.read({ bytes: minutes })).ok).toBe(true);
    },
  );

  test("a file larger than could be held is refused unread", async () => {
    const path = join(folder, "large.pdf");
    writeFileSync(path, Buffer.alloc(210 << 20));
    const failure = failureIn(await poolOf({ memoryLimitMb: 400 }).read({ path }));
    expect(failure).toMatchObject({ outcome: "used too much memory" });
    rmSync(path);
  });

  test("an abort ends the document in hand at once, and one that waits for its turn", async () => {
    const pool = poolOf({ timeLimitMs: 60_000 });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = pool.read({ bytes: makeEndlessPdf(), signal: first.signal });
    const waiting = pool.read({ bytes: minutes, signal: second.signal });
    const behind = pool.read({ bytes: minutes });
    second.abort(new Error("not wanted any more"));
    await expect(waiting).rejects.toThrow("not wanted any more");
    first.abort(new Error("stopping"));
    await expect(running).rejects.toThrow("stopping");
    expect((await behind).ok).toBe(true);
    await expect(pool.read({ bytes: minutes, signal: first.signal })).rejects.toThrow("stopping");
  });

  test("a closed pool rejects what it had and what comes", async () => {
    const pool = poolOf({});
    const running = pool.read({ bytes: makeEndlessPdf() });
    const waiting = pool.read({ bytes: minutes });
    const refusals = Promise.all([
      expect(running).rejects.toThrow("closed"),
      expect(waiting).rejects.toThrow("closed"),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await pool.close();
    await refusals;
    await expect(pool.read({ bytes: minutes })).rejects.toThrow("closed");
  });

  test.runIf(isLinux)(
    "uses its processes again, never more than its size, and leaves no zombie",
    async () => {
      const before = new Set(childrenOf(process.pid));
      const mine = () => childrenOf(process.pid).filter((pid) => !before.has(pid));
      const pool = poolOf({ size: 2, timeLimitMs: 8000 });
      let most = 0;
      const documents = [minutes, minutes, makeEndlessPdf(), minutes, minutes, minutes];
      const answers = await Promise.all(
        documents.map(async (bytes) => {
          const answer = await pool.read({ bytes });
          most = Math.max(most, mine().length);
          return answer.ok;
        }),
      );
      expect(answers).toEqual([true, true, false, true, true, true]);
      expect(most).toBeLessThanOrEqual(2);
      await pool.close();
      expect(mine()).toEqual([]);
    },
  );

  test.runIf(isLinux)("a process killed from outside is replaced and its document read again", async () => {
    const before = new Set(childrenOf(process.pid));
    const pool = poolOf({ timeLimitMs: 60_000 });
    const long = await makePdf((document) => drawPagesOfMinutes(document, 150));
    const reading = pool.read({ bytes: long });
    expect(await until(() => childrenOf(process.pid).some((pid) => !before.has(pid)), 5000)).toBe(true);
    for (const pid of childrenOf(process.pid)) if (!before.has(pid)) process.kill(pid, "SIGKILL");
    const answer = await reading;
    expect(answer.ok && answer.pageCount).toBe(150);
  });

  test.runIf(isLinux)("processes die with their parent, even in the middle of a document", async () => {
    const path = join(folder, "endless.pdf");
    writeFileSync(path, makeEndlessPdf());
    const script = fileURLToPath(new URL("./reading-parent.ts", import.meta.url));
    const parent = spawn(process.execPath, ["--import", "tsx", script, path], { stdio: "ignore" });
    const pid = parent.pid as number;
    expect(await until(() => childrenOf(pid).length > 0, 15_000)).toBe(true);
    const children = childrenOf(pid);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    parent.kill("SIGKILL");
    expect(await until(() => children.every((child) => !existsSync(`/proc/${child}`)), 5000)).toBe(true);
  });
});
