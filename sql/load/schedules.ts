import type pg from "pg";
import type { Schedule } from "../../schemas/schedule.js";
import { inTransaction, runQuery } from "../run-query.js";

/** A schedule as it is stored, with what decides whether it is due. All times are the database's. */
export interface StoredSchedule extends Schedule {
  createdAt: Date;
  /** The latest night that was begun or refused; null before the first. */
  latestDueAt: Date | null;
  /** The last sign of life of the night that is being carried out; null where there is none. */
  runningBeatAt: Date | null;
  /** When this was read. */
  now: Date;
}

/** A night that its holder alone carries out. */
export interface Night {
  nightId: string;
  scheduleName: string;
  /** Null where the run was asked for by hand and no night was due. */
  dueAt: Date | null;
  holder: string;
  attempts: number;
}

/** What came of claiming a night. */
export type Claim =
  | { kind: "claimed"; night: Night }
  /** Another run of the schedule goes on; noted as refused, unless it is this very night. */
  | { kind: "refused"; runningRunId: string | null }
  /** Somebody had this night before. */
  | { kind: "had before" }
  /** There is no schedule of that name (any more). */
  | { kind: "unknown" };

/** A night, or a run by hand, as it is remembered. */
export interface PastNight {
  dueAt: Date | null;
  state: "running" | "done" | "failed" | "refused";
  begunAt: Date;
  runId: string | null;
  status: string | null;
  finishedAt: Date | null;
  counts: Record<string, number> | null;
  detail: string | null;
  /** Since its process last gave a sign of life. */
  silentMs: number;
}

/** A process that gave no sign of life for so long is taken for dead. */
export const SILENT_AFTER_MS = 90_000;
/** A night that so many processes died over is given up. */
const MOST_ATTEMPTS = 5;
const DIED = "Its process ended before the run did; another went on with the night.";

/** Stores a schedule. Resolves to false, and changes nothing, where there is one of that name. */
export async function addSchedule(pool: pg.Pool, schedule: Schedule): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const added = await runQuery(client, "insert_schedule", [
      schedule.name,
      schedule.cron,
      schedule.timeZone,
    ]);
    if (added.length === 0) return false;
    await runQuery(client, "insert_schedule_sources", [schedule.name, JSON.stringify(schedule.sources)]);
    return true;
  });
}

/** All schedules, by name. */
export function listSchedules(pool: pg.Pool): Promise<StoredSchedule[]> {
  return runQuery<StoredSchedule>(pool, "list_schedules");
}

/** Removes a schedule; what was done by it stays. Resolves to false where there is none. */
export async function removeSchedule(pool: pg.Pool, name: string): Promise<boolean> {
  return (await runQuery(pool, "delete_schedule", [name])).length > 0;
}

/**
 * Claims a night for `holder`: of all processes that try, on whichever machine, one gets it. A night whose process
 * has been silent for `silentAfterMs` is taken over, or given up where a later one is due; while another is alive,
 * the claim is refused and noted so. With `dueAt` null a run of its own is claimed where a person asks for one
 * (`isByHand`), else nothing but a night to be taken over.
 */
export async function claimNight(
  pool: pg.Pool,
  options: {
    scheduleName: string;
    dueAt: Date | null;
    isByHand: boolean;
    holder: string;
    silentAfterMs?: number;
  },
): Promise<Claim> {
  const { scheduleName, dueAt, isByHand, holder } = options;
  return inTransaction(pool, async (client) => {
    if ((await runQuery(client, "lock_schedule", [scheduleName])).length === 0) return { kind: "unknown" };
    const [running] = await runQuery<RunningNight>(client, "read_running_night", [scheduleName]);
    if (running !== undefined) {
      if (running.silentMs < (options.silentAfterMs ?? SILENT_AFTER_MS)) {
        const isNews = isByHand || (dueAt !== null && !isSame(running.dueAt, dueAt));
        if (isNews) await noteRefusal(client, running, { scheduleName, dueAt, holder });
        return { kind: "refused", runningRunId: running.runId };
      }
      await runQuery(client, "take_over_night", [running.nightId, holder, DIED]);
      const night = { ...running, scheduleName, holder, attempts: running.attempts + 1 };
      const isWorthIt = night.attempts <= MOST_ATTEMPTS && (dueAt === null || isSame(dueAt, night.dueAt));
      if (isWorthIt) return { kind: "claimed", night };
      await runQuery(client, "end_night", [running.nightId, holder, "failed"]);
    }
    if (dueAt === null && !isByHand) return { kind: "had before" };
    const [row] = await runQuery<{ nightId: string }>(client, "insert_night", [
      scheduleName,
      dueAt,
      "running",
      holder,
    ]);
    if (row === undefined) return { kind: "had before" };
    return { kind: "claimed", night: { nightId: row.nightId, scheduleName, dueAt, holder, attempts: 1 } };
  });
}

function isSame(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}

interface RunningNight {
  nightId: string;
  dueAt: Date | null;
  runId: string | null;
  holder: string;
  attempts: number;
  silentMs: number;
}

async function noteRefusal(
  client: pg.PoolClient,
  running: RunningNight,
  asked: { scheduleName: string; dueAt: Date | null; holder: string },
): Promise<void> {
  const { scheduleName, dueAt, holder } = asked;
  const [night] = await runQuery<{ nightId: string }>(client, "insert_night", [
    scheduleName,
    dueAt,
    "refused",
    holder,
  ]);
  if (night === undefined) return;
  const [run] = await runQuery<{ run_id: string }>(client, "insert_refused_run", [
    scheduleName,
    dueAt,
    `Refused: run ${running.runId ?? "(about to begin)"} of this schedule was still going on.`,
  ]);
  await runQuery(client, "begin_run_of_night", [night.nightId, run?.run_id]);
}

/** Notes by which run a night is carried out. */
export async function beginRunOfNight(pool: pg.Pool, night: Night, runId: string): Promise<void> {
  await runQuery(pool, "begin_run_of_night", [night.nightId, runId]);
}

/** A sign of life. Resolves to false where another process has taken the night over. */
export async function beatNight(pool: pg.Pool, night: Night): Promise<boolean> {
  return (await runQuery(pool, "beat_night", [night.nightId, night.holder])).length > 0;
}

/** Notes how a night ended. */
export async function endNight(pool: pg.Pool, night: Night, state: "done" | "failed"): Promise<void> {
  await runQuery(pool, "end_night", [night.nightId, night.holder, state]);
}

/** Lets another process go on with a night at once. */
export async function leaveNight(pool: pg.Pool, night: Night): Promise<void> {
  await runQuery(pool, "leave_night", [night.nightId, night.holder]);
}

/** The nights of a schedule that were due or begun since a time, the latest first. */
export function readNightsSince(pool: pg.Pool, scheduleName: string, since: Date): Promise<PastNight[]> {
  return runQuery<PastNight>(pool, "read_nights_since", [scheduleName, since]);
}
