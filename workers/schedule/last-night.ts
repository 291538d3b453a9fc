import type pg from "pg";
import { listSchedules, type PastNight, readNightsSince, SILENT_AFTER_MS } from "../../sql/load/schedules.js";
import { lastDue, nextDue } from "./due.js";

/** How the last night of a schedule went. */
export interface LastNight {
  schedule: string;
  isWell: boolean;
  /** When it was due; null where no night has been due yet. */
  dueAt: Date | null;
  nextDueAt: Date | null;
  runId: string | null;
  counts: Record<string, number> | null;
  /** One line for a person. */
  says: string;
}

/** A night that is due and not begun counts as overdue after so long; until then the one before is looked at. */
const GRACE_MS = 10 * 60_000;

/**
 * Says of every schedule whether the night that was due last ran and ended well. A schedule that has not been due
 * since it was made is well. The time is the database's; `now` stands in its place in tests.
 */
export async function readLastNights(pool: pg.Pool, now?: Date): Promise<LastNight[]> {
  const nights: LastNight[] = [];
  for (const schedule of await listSchedules(pool)) {
    const at = now ?? schedule.now;
    const dueAt = lastDue(schedule, schedule.createdAt, new Date(at.getTime() - GRACE_MS));
    const nextDueAt = nextDue(schedule, at);
    const facts = { schedule: schedule.name, dueAt, nextDueAt };
    if (dueAt === null) {
      const first = nextDueAt === null ? "" : ` Next: ${say(nextDueAt, schedule.timeZone)}.`;
      nights.push({ ...facts, isWell: true, runId: null, counts: null, says: `not due so far.${first}` });
      continue;
    }
    const ran = await readNightsSince(pool, schedule.name, dueAt);
    nights.push({ ...facts, ...judge(ran, say(dueAt, schedule.timeZone)) });
  }
  return nights;
}

/** Of the runs since a night was due, the latest that ended decides. */
function judge(
  ran: readonly PastNight[],
  due: string,
): Pick<LastNight, "isWell" | "runId" | "counts" | "says"> {
  const last =
    ran.find(({ state }) => state === "done" || state === "failed") ??
    ran.find(({ state }) => state === "running") ??
    ran[0];
  if (last === undefined) {
    const says = `OVERDUE: due ${due}, and no run began. Is a \`boardsense worker\` running?`;
    return { isWell: false, runId: null, counts: null, says };
  }
  return {
    isWell: last.state === "done",
    runId: last.runId,
    counts: last.counts,
    says: describe(last, `run ${last.runId ?? "(about to begin)"}, due ${due}`),
  };
}

function describe({ state, detail, silentMs }: PastNight, run: string): string {
  const why = (detail ?? "no reason is known").split("\n")[0];
  switch (state) {
    case "done":
      return `well: ${run}.`;
    case "failed":
      return `FAILED: ${run}: ${why}`;
    case "refused":
      return `REFUSED: ${run}: ${why}`;
    case "running":
      return silentMs > SILENT_AFTER_MS
        ? `NOT ENDED: ${run}; its process ended, and none has taken it over yet.`
        : `NOT ENDED: ${run}; it goes on.`;
  }
}

function say(moment: Date, timeZone: string): string {
  const words = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone });
  return `${words.format(moment)} (${timeZone})`;
}
