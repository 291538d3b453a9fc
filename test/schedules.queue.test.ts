import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Config } from "../schemas/config.js";
import { addSchedule, claimNight, listSchedules, removeSchedule } from "../sql/load/index.js";
import { endNight, leaveNight } from "../sql/load/schedules.js";
import type { Warehouse } from "../sql/warehouse.js";
import { openEngine } from "../workers/engine.js";
import { createLogger } from "../workers/logger.js";
import { claimDueNights } from "../workers/schedule/claim-due.js";
import { readLastNights } from "../workers/schedule/last-night.js";
import { startScheduler } from "../workers/schedule/scheduler.js";
import { canStartRedis, startRedis, type TestRedis } from "./support/redis.js";
import { openTestWarehouse } from "./support/warehouse.js";

const hasRedis = canStartRedis();
const LONDON = { cron: "30 1 * * *", timeZone: "Europe/London" };

let folder: string;
let warehouse: Warehouse;
let redis: TestRedis | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-schedules-"));
  await mkdir(join(folder, "minutes"));
  if (hasRedis) redis = await startRedis();
});
afterAll(async () => {
  await redis?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  warehouse = await openTestWarehouse();
});
afterEach(() => warehouse.close());

const sources = () => [{ kind: "files" as const, place: join(folder, "minutes"), organisationCode: null }];

async function add(name: string, when: { cron: string; timeZone: string }, createdAt: string): Promise<void> {
  await addSchedule(warehouse.pool, { name, ...when, sources: sources() });
  await warehouse.pool.query("update raw.schedules set created_at = $2 where schedule_name = $1", [
    name,
    createdAt,
  ]);
}

const nights = async () =>
  (await warehouse.pool.query("select due_at, state, attempts from raw.nights order by night_id")).rows;
const claim = (now: string, holder = "test", silentAfterMs?: number) =>
  claimDueNights(warehouse.pool, {
    holder,
    now: new Date(now),
    ...(silentAfterMs === undefined ? {} : { silentAfterMs }),
  });

/** Lets many holders look every ten minutes, as worker processes do, and ends each night at once. */
async function look(from: string, to: string): Promise<void> {
  for (let now = Date.parse(from); now <= Date.parse(to); now += 600_000) {
    const holders = ["one", "two", "three"];
    const claimed = await Promise.all(holders.map((holder) => claim(new Date(now).toISOString(), holder)));
    for (const { night } of claimed.flat()) await endNight(warehouse.pool, night, "done");
  }
}

describe("nights are claimed once", { timeout: 240_000 }, () => {
  const changes: [what: string, when: typeof LONDON, from: string, to: string, due: string[]][] = [
    ["spring in London", LONDON, "2027-03-27T22:00Z", "2027-03-28T05:00Z", ["2027-03-28T01:00:00.000Z"]],
    ["autumn in London", LONDON, "2027-10-30T22:00Z", "2027-10-31T05:00Z", ["2027-10-31T00:30:00.000Z"]],
    [
      "autumn in Berlin",
      { cron: "30 2 * * *", timeZone: "Europe/Berlin" },
      "2027-10-30T22:00Z",
      "2027-10-31T05:00Z",
      ["2027-10-31T00:30:00.000Z"],
    ],
  ];
  test.each(changes)("as the clocks change in %s, whoever looks", async (_what, when, from, to, due) => {
    await add("night", when, `${from.slice(0, 10)}T12:00Z`);
    await look(from, to);
    expect((await nights()).map(({ due_at }) => due_at.toISOString())).toEqual(due);
  });

  test("missed nights are caught up once, and not at all for the time before the schedule was made", async () => {
    await add("night", LONDON, "2027-06-01T12:00:00Z");
    expect(await claim("2027-06-01T13:00:00Z")).toEqual([]);
    const [caughtUp] = await claim("2027-06-11T09:00:00Z");
    expect(caughtUp?.night.dueAt).toEqual(new Date("2027-06-11T00:30:00Z"));
    if (caughtUp !== undefined) await endNight(warehouse.pool, caughtUp.night, "done");
    expect(await claim("2027-06-11T09:10:00Z")).toEqual([]);
    expect(await nights()).toHaveLength(1);
  });

  test("a night that falls due while the one before goes on is refused, once, and recorded", async () => {
    await add("night", LONDON, "2027-06-01T12:00:00Z");
    await claim("2027-06-02T01:00:00Z", "long");
    await claim("2027-06-03T01:00:00Z", "other");
    await claim("2027-06-03T01:01:00Z", "third");
    expect((await nights()).map(({ state }) => state)).toEqual(["running", "refused"]);
    const { rows } = await warehouse.pool.query(
      "select schedule_name, due_at, status, detail from marts.runs",
    );
    expect(rows).toEqual([
      {
        schedule_name: "night",
        due_at: new Date("2027-06-03T00:30:00Z"),
        status: "refused",
        detail: expect.stringMatching(/still going on/),
      },
    ]);
    const [last] = await readLastNights(warehouse.pool, new Date("2027-06-03T09:00:00Z"));
    expect(last).toMatchObject({ isWell: false, says: expect.stringMatching(/^REFUSED/) });
  });

  test("a run asked for while another goes on is refused", async () => {
    await add("night", LONDON, "2027-06-01T12:00:00Z");
    const asked = { scheduleName: "night", dueAt: null, isByHand: true };
    expect((await claimNight(warehouse.pool, { ...asked, holder: "one" })).kind).toBe("claimed");
    expect((await claimNight(warehouse.pool, { ...asked, holder: "two" })).kind).toBe("refused");
  });

  test("the night of a process that died is taken over, by one; it is given up where five died over it", async () => {
    await add("night", LONDON, "2027-06-01T12:00:00Z");
    const now = "2027-06-02T01:00:00Z";
    const [first] = await claim(now, "dead");
    expect(await claim(now, "early")).toEqual([]);
    for (let attempt = 2; attempt <= 5; attempt++) {
      const held = (await warehouse.pool.query("select holder from raw.nights")).rows[0].holder;
      if (first !== undefined) await leaveNight(warehouse.pool, { ...first.night, holder: held });
      const takers = await Promise.all(["a", "b", "c"].map((taker) => claim(now, `${taker}${attempt}`)));
      expect(takers.flat().map(({ night }) => night.attempts)).toEqual([attempt]);
    }
    await warehouse.pool.query("update raw.nights set beat_at = 'epoch'");
    expect(await claim(now, "sixth")).toEqual([]);
    expect((await nights()).map(({ state, attempts }) => [state, attempts])).toEqual([["failed", 6]]);
  });

  test("a night whose process died is given up where a later one is due", async () => {
    await add("night", LONDON, "2027-06-01T12:00:00Z");
    const [dead] = await claim("2027-06-02T01:00:00Z", "dead");
    if (dead !== undefined) await leaveNight(warehouse.pool, dead.night);
    const [later] = await claim("2027-06-03T01:00:00Z", "alive");
    expect(later?.night.dueAt).toEqual(new Date("2027-06-03T00:30:00Z"));
    expect((await nights()).map(({ state }) => state)).toEqual(["failed", "running"]);
  });

  test("removing a schedule keeps its record", async () => {
    await add("night", LONDON, "2027-06-01T12:00:00Z");
    await claim("2027-06-02T01:00:00Z");
    expect(await removeSchedule(warehouse.pool, "night")).toBe(true);
    expect(await listSchedules(warehouse.pool)).toEqual([]);
    expect(await nights()).toHaveLength(1);
  });
});

describe("the last night", { timeout: 240_000 }, () => {
  const lastNight = async (now: string) => (await readLastNights(warehouse.pool, new Date(now)))[0];

  test("is well when it ended well, overdue when nobody began it, bad when it failed or goes on", async () => {
    await add("night", LONDON, "2027-06-01T12:00:00Z");
    expect(await lastNight("2027-06-01T20:00:00Z")).toMatchObject({ isWell: true, dueAt: null });
    expect(await lastNight("2027-06-02T00:35:00Z")).toMatchObject({ isWell: true, dueAt: null });
    expect(await lastNight("2027-06-02T08:00:00Z")).toMatchObject({
      isWell: false,
      says: expect.stringMatching(/^OVERDUE: due 2 Jun 2027, 01:30 \(Europe\/London\)/),
    });
    const [begun] = await claim("2027-06-02T08:01:00Z");
    if (begun === undefined) throw new Error("Not claimed.");
    expect(await lastNight("2027-06-02T08:02:00Z")).toMatchObject({
      isWell: false,
      says: expect.stringMatching(/^NOT ENDED/),
    });
    await endNight(warehouse.pool, begun.night, "done");
    expect(await lastNight("2027-06-02T09:00:00Z")).toMatchObject({ isWell: true });
    // Just due and not begun: the night before is still the last one.
    expect(await lastNight("2027-06-03T00:35:00Z")).toMatchObject({ isWell: true });
    const [next] = await claim("2027-06-03T00:36:00Z");
    if (next !== undefined) await endNight(warehouse.pool, next.night, "failed");
    expect(await lastNight("2027-06-03T09:00:00Z")).toMatchObject({
      isWell: false,
      says: expect.stringMatching(/^FAILED/),
    });
  });
});

describe.each([["postgres"], ["redis"]])("two schedulers at once, queue in %s", (kind) => {
  test.skipIf(kind === "redis" && !hasRedis)(
    "give one run",
    async () => {
      const config = Config.parse({
        BOARDSENSE_STILL_S: "0",
        ...(kind === "redis" ? { REDIS_URL: redis?.url } : {}),
      });
      await addSchedule(warehouse.pool, {
        name: "night",
        cron: "0 0 * * *",
        timeZone: "UTC",
        sources: sources(),
      });
      // Due at every midnight, and made two days ago: last midnight was missed.
      await warehouse.pool.query("update raw.schedules set created_at = now() - interval '2 days'");
      const pools = [0, 1, 2].map(() => new pg.Pool({ connectionString: warehouse.url, max: 4 }));
      const parts = await Promise.all(
        pools.map(async (pool) => {
          const engine = await openEngine({ pool, url: warehouse.url, config });
          const tools = {
            pool,
            config,
            dataFolder: folder,
            log: createLogger({ level: "silent", destination: null }),
            queues: engine.queues,
          };
          return { engine, scheduler: startScheduler(tools, { lookEveryMs: 100 }) };
        }),
      );
      for (let tries = 0; tries < 300; tries++) {
        const { rows } = await warehouse.pool.query("select 1 from marts.runs where finished_at is not null");
        if (rows.length > 0) break;
        await sleep(200);
      }
      await sleep(1_000);
      for (const { engine, scheduler } of parts) {
        await scheduler.stop();
        await engine.stop(0);
      }
      for (const pool of pools) await pool.end();
      const { rows } = await warehouse.pool.query("select schedule_name, status, offered from marts.runs");
      expect(rows).toEqual([{ schedule_name: "night", status: "done", offered: 0 }]);
      expect((await readLastNights(warehouse.pool))[0]?.isWell).toBe(true);
    },
    240_000,
  );
});
