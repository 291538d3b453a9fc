import type pg from "pg";
import {
  claimNight,
  listSchedules,
  type Night,
  SILENT_AFTER_MS,
  type StoredSchedule,
} from "../../sql/load/schedules.js";
import { lastDue } from "./due.js";

/** A night of which this process is the holder. */
export interface DueNight {
  schedule: StoredSchedule;
  night: Night;
}

/**
 * Claims for `holder` every night that is due and that nobody has: the latest one of each schedule only, however many
 * were missed, and those whose process died. The time is the database's, so that a machine whose clock is wrong
 * changes nothing; `now` stands in its place in tests.
 */
export async function claimDueNights(
  pool: pg.Pool,
  options: { holder: string; now?: Date; silentAfterMs?: number },
): Promise<DueNight[]> {
  const claimed: DueNight[] = [];
  for (const schedule of await listSchedules(pool)) {
    const now = options.now ?? schedule.now;
    const dueAt = outstandingNight(schedule, now);
    const silentAfterMs = options.silentAfterMs ?? SILENT_AFTER_MS;
    const { runningBeatAt } = schedule;
    const isOrphan =
      runningBeatAt !== null && schedule.now.getTime() - runningBeatAt.getTime() >= silentAfterMs;
    if (dueAt === null && !isOrphan) continue;
    const claim = await claimNight(pool, {
      scheduleName: schedule.name,
      dueAt,
      isByHand: false,
      holder: options.holder,
      silentAfterMs,
    });
    if (claim.kind === "claimed") claimed.push({ schedule, night: claim.night });
  }
  return claimed;
}

/** The latest night that is due and that nobody has begun; null where there is none. */
export function outstandingNight(
  schedule: Pick<StoredSchedule, "cron" | "timeZone" | "createdAt" | "latestDueAt">,
  now: Date,
): Date | null {
  const { createdAt, latestDueAt } = schedule;
  const since = latestDueAt !== null && latestDueAt > createdAt ? latestDueAt : createdAt;
  return lastDue(schedule, since, now);
}
