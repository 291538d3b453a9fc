import { readFileSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { runBoardsense } from "../scripts/chaos/command.js";
import { compareArchives } from "../scripts/chaos/compare.js";
import { writeDocuments } from "../scripts/chaos/documents.js";
import { startFleet } from "../scripts/chaos/fleet.js";
import { isSound } from "../scripts/chaos/judge.js";
import { type Stage, setStage } from "../scripts/chaos/stage.js";
import { runTrial } from "../scripts/chaos/trial.js";
import { canStartRedis } from "./support/redis.js";

const hasRedis = canStartRedis();
/** On an idle machine a quarter of it. */
const LIMIT_MS = 400_000;

describe.each(["redis", "postgres"] as const)("with the queue in %s", (backend) => {
  test.skipIf(backend === "redis" && !hasRedis)(
    "workers are killed and servers restarted: nothing lost, nothing twice",
    async () => {
      const result = await runTrial({
        backend,
        seed: 7,
        documents: 26,
        kills: 3,
        restarts: 1,
        cutMs: 0,
        diskMs: 0,
        workers: 2,
        hasWrongClock: false,
        slowMs: 700,
        say: () => {},
      });
      const { differences, waiting, jobsLeft, ownExits, kills, killsInLogs } = result;
      const wrong = differences.filter(({ missing, unexpected }) => missing + unexpected > 0);
      expect({ wrong, waiting, jobsLeft, ownExits }).toEqual({
        wrong: [],
        waiting: 0,
        jobsLeft: 0,
        ownExits: [],
      });
      expect(killsInLogs).toBe(kills.length);
      expect(isSound(result)).toBe(true);
      expect(isSound({ ...result, waiting: 1 })).toBe(false);
    },
    LIMIT_MS,
  );
});

describe.skipIf(!hasRedis)("a codebook changed while a run is going", () => {
  let stage: Stage;
  let folder: string;
  beforeAll(async () => {
    stage = await setStage({ backend: "redis", diskMb: 1_000, databases: ["calm", "changed"] });
    folder = await mkdtemp(join(tmpdir(), "boardsense-codebook-"));
  });
  afterAll(async () => {
    await stage?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test(
    "the archive ends coded by the new one alone, as if nothing had overlapped",
    async () => {
      const files = join(folder, "pdf");
      await writeDocuments(files, { count: 20, seed: 3 });
      const codebooks = join(folder, "codebooks");
      await cp(join(PACKAGE_ROOT, "codebooks"), codebooks, { recursive: true });
      const path = join(codebooks, "attention.yml");
      const codebook = parseDocument(readFileSync(path, "utf8"));
      codebook.set("version", "2099-01-01");
      writeFileSync(path, String(codebook));

      const calm = { ...stage.envFor("calm", "direct"), BOARDSENSE_DATA: join(folder, "calm") };
      await runBoardsense(["ingest", files, "--json"], calm);
      await runBoardsense(["recode", "--codebooks", codebooks, "--json"], calm);

      const changed = { ...stage.envFor("changed", "direct"), BOARDSENSE_DATA: join(folder, "changed") };
      await runBoardsense(["ingest", files, "--enqueue", "--json"], changed);
      const fleet = startFleet({
        count: 1,
        logFolder: join(folder, "logs"),
        dataFolder: folder,
        env: stage.envFor("changed", "direct"),
        envOf: () => ({}),
        args: ["--concurrency", "1"],
        slowMs: 300,
      });
      const pool = stage.openPool("changed");
      const count = async (what: string) =>
        (await pool.query(`select count(*)::int as n from raw.documents where ${what}`)).rows[0].n as number;
      while ((await count("outcome = 'coded'")) < 3) await new Promise((done) => setTimeout(done, 100));
      expect(await count("outcome = 'waiting'")).toBeGreaterThan(3);
      await runBoardsense(["recode", "--codebooks", codebooks, "--json"], changed);
      while ((await count("outcome = 'waiting'")) > 0) await new Promise((done) => setTimeout(done, 100));
      await fleet.stop(45_000);

      const expected = stage.openPool("calm");
      // Codings of the former codebook stay in `raw` where they had been made; what stands is in `derived`.
      const differences = (await compareArchives(expected, pool)).filter(({ table }) =>
        table.startsWith("derived."),
      );
      const { rows } = await pool.query(
        "select distinct codebook_version from marts.codings where frame = 'attention'",
      );
      await expected.end();
      await pool.end();
      expect(differences.filter(({ missing, unexpected }) => missing + unexpected > 0)).toEqual([]);
      expect(rows).toEqual([{ codebook_version: "2099-01-01" }]);
    },
    LIMIT_MS,
  );
});
