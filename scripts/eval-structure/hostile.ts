import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ReadingPool } from "../../workers/reading/index.js";
import { forEach, readUnnamed } from "./read-unnamed.js";

/** Files that once broke a PDF reader: every one must end in an outcome. */
export async function evaluateHostile(shared: string, pool: ReadingPool): Promise<void> {
  const folder = join(shared, "pdfs", "hostile");
  const files = readdirSync(folder).filter((name) => name.toLowerCase().endsWith(".pdf"));
  const outcomes = new Map<string, number>();
  await forEach(files, async (file) => {
    const answer = await readUnnamed(pool, join(folder, file)).catch((error: unknown) => {
      console.log(`  ${file}: no outcome: ${error}`);
      return null;
    });
    const outcome =
      answer === null
        ? "none"
        : !answer.ok
          ? answer.failure.outcome
          : answer.minutes.meetings.length > 0
            ? "read"
            : "no minutes found";
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  });
  for (const [outcome, count] of [...outcomes].sort((a, b) => b[1] - a[1]))
    console.log(`  ${outcome.padEnd(22)}${count}`);
}
