import type pg from "pg";
import { listSchedules } from "../../sql/load/index.js";
import type { NightReport } from "../../workers/schedule/carry-out.js";
import { nextDue } from "../../workers/schedule/due.js";
import { type LastNight, readLastNights } from "../../workers/schedule/last-night.js";
import { renderTable } from "../table.js";

/** A moment as the clocks of a time zone show it. */
export function sayMoment(moment: Date, timeZone: string): string {
  const words = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone,
  });
  return words.format(moment);
}

/** The schedules for a person, or for a machine. */
export async function describeSchedules(pool: pg.Pool, isJson: boolean): Promise<string> {
  const schedules = await listSchedules(pool);
  const nights = new Map((await readLastNights(pool)).map((night) => [night.schedule, night]));
  const rows = schedules.map(({ name, cron, timeZone, sources, now }) => ({
    name,
    cron,
    timeZone,
    sources,
    next: nextDue({ cron, timeZone }, now),
    lastNight: nights.get(name)?.says ?? "",
  }));
  if (isJson) return `${JSON.stringify({ schedules: rows }, null, 2)}\n`;
  if (rows.length === 0) return "No schedules yet. `boardsense schedule add --help` shows how to make one.\n";
  const table = renderTable(
    ["schedule", "when", "next run", "last night", "sources"],
    rows.map((row) => [
      row.name,
      `${row.cron} ${row.timeZone}`,
      row.next === null ? "never" : sayMoment(row.next, row.timeZone),
      row.lastNight,
      row.sources
        .map(({ organisationCode, place }) =>
          organisationCode === null ? place : `${organisationCode}=${place}`,
        )
        .join("\n"),
    ]),
  );
  return table;
}

/** How a night went, on one line. */
export function describeNight({ runId, status, counts }: NightReport): string {
  const counted = Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([what, count]) => `${count} ${what}`);
  const isQuiet = counted.length > 0 && !("new" in counts) && !("changed" in counts);
  return `Run ${runId}, ${status}: ${counted.join(", ") || "nothing was done"}.${isQuiet ? " Nothing was new." : ""}`;
}

/** The last nights, a line each, and where nothing is scheduled a line that says so. */
export function describeLastNights(nights: readonly LastNight[]): string {
  if (nights.length === 0)
    return "There is no schedule, so there was no night. `boardsense schedule add --help`\n";
  return nights.map(({ schedule, says }) => `${schedule}: ${says}\n`).join("");
}
