import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";
import type { ReadingPool } from "../../workers/reading/index.js";
import { forEach, percent, readUnnamed } from "./read-unnamed.js";

type Checked = { sha256: string; date: string | null; isMinutes: boolean };

/** The real documents against their dates and kinds as checked by looking (test/fixtures/real-minutes.json). */
export async function evaluateReal(shared: string, pool: ReadingPool, isVerbose: boolean): Promise<void> {
  const checked = new Map(
    (
      JSON.parse(
        readFileSync(join(PACKAGE_ROOT, "test", "fixtures", "real-minutes.json"), "utf8"),
      ) as Checked[]
    ).map((each) => [each.sha256, each] as const),
  );
  const index = parse(readFileSync(join(shared, "pdfs", "real", "index.csv"), "utf8"), {
    columns: true,
  }) as Record<string, string>[];
  const files = index.filter(
    (row) => existsSync(join(shared, row.file as string)) && checked.has(row.sha256 as string),
  );
  let failed = 0;
  const [kinds, dates] = [
    { right: 0, all: 0 },
    { right: 0, all: 0 },
  ];
  await forEach(files, async (row) => {
    const known = checked.get(row.sha256 as string) as Checked;
    const answer = await readUnnamed(pool, join(shared, row.file as string));
    if (!answer.ok) failed++;
    const meetings = answer.ok ? answer.minutes.meetings : [];
    kinds.all++;
    if (meetings.length > 0 === known.isMinutes) kinds.right++;
    else
      console.log(`  ${row.file}: ${known.isMinutes ? "minutes, not found" : "no minutes, taken for some"}`);
    if (!known.isMinutes || known.date === null || meetings.length === 0) return;
    dates.all++;
    if (meetings.some((meeting) => meeting.meetingDate === known.date)) dates.right++;
    else console.log(`  ${row.file}: dated ${meetings[0]?.meetingDate} instead of ${known.date}`);
    if (isVerbose)
      console.log(
        `  ${row.file}: ${meetings.map((meeting) => `${meeting.organisationName}, ${meeting.kind}, ${meeting.items.length} items`).join("; ")}`,
      );
  });
  console.log(
    `  outcomes                  ${kinds.all} (${failed} without readable text or otherwise not read)`,
  );
  console.log(
    `  minutes told from others  ${percent(kinds.right, kinds.all)} (${kinds.right} of ${kinds.all})`,
  );
  console.log(
    `  dates right               ${percent(dates.right, dates.all)} (${dates.right} of ${dates.all} minutes that state one)`,
  );
}
