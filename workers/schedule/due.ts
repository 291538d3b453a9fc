import { Cron } from "croner";

/** A cron expression or time zone that cannot be used, in a user's words. */
export class ScheduleError extends Error {
  override readonly name = "UsageError";
}

/**
 * The latest instant at or before `now`, and after `since`, at which a schedule is due; null where there is none.
 * Every night is due once: an hour that the clocks repeat counts the first time, and a time that they skip is due at
 * the instant of the change. The answer depends on `now` alone, not on when it was asked before.
 */
export function lastDue(schedule: { cron: string; timeZone: string }, since: Date, now: Date): Date | null {
  // Only instants before the reference are given, so the reference must lie after `now`, and may find one too many.
  const instants = open(schedule).previousRuns(2, new Date(now.getTime() + 1_000));
  const latest = instants.find((instant) => instant <= now);
  return latest !== undefined && latest > since ? latest : null;
}

/** The first instant after `now` at which a schedule is due; null for one that is never due again. */
export function nextDue(schedule: { cron: string; timeZone: string }, now: Date): Date | null {
  return open(schedule).nextRun(now);
}

/** Throws `ScheduleError` where a schedule cannot be used. */
export function checkSchedule(schedule: { cron: string; timeZone: string }, now: Date): void {
  if (nextDue(schedule, now) === null) {
    throw new ScheduleError(`--cron '${schedule.cron}': no such day ever comes.`);
  }
}

function open({ cron, timeZone }: { cron: string; timeZone: string }): Cron {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone });
  } catch {
    throw new ScheduleError(`--tz '${timeZone}' is no time zone. Give a name such as Europe/London or UTC.`);
  }
  if (cron.trim().split(/\s+/).length !== 5) {
    throw new ScheduleError(
      `--cron '${cron}': five fields are needed (minute, hour, day of month, month, day of week), such as "30 1 * * *" for half past one every night.`,
    );
  }
  try {
    return new Cron(cron, { timezone: timeZone, mode: "5-part" });
  } catch (error) {
    throw new ScheduleError(
      `--cron '${cron}' cannot be used (${(error as Error).message.replace(/^CronPattern: /, "")}). Such as "30 1 * * *" for half past one every night.`,
    );
  }
}
