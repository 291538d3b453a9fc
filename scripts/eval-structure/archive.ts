import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Meeting } from "../../schemas/minutes.js";
import type { ReadingPool } from "../../workers/reading/index.js";
import { type Recovery, recoverPassages, wordsInOrder } from "./measure.js";
import { forEach, percent, readUnnamed } from "./read-unnamed.js";
import { readSourceText, toWords } from "./source-text.js";

type Known = { file: string; organisation: string; meeting_date: string };
type Measured = { name: string; words: number; inOrder: number; recovery: Recovery; wrong: string[] };

/** Share of a passage's letters that OCR may misread before the passage counts as lost. */
const OCR_TOLERANCE = 0.08;

/** The constructed minutes against the texts they were printed from. */
export async function evaluateArchive(shared: string, pool: ReadingPool, isVerbose: boolean): Promise<void> {
  await evaluate(shared, pool, isVerbose, ".pdf", 0);
}

/** The scans among them, read by OCR. */
export async function evaluateScans(shared: string, pool: ReadingPool, isVerbose: boolean): Promise<void> {
  await evaluate(shared, pool, isVerbose, ".scan.pdf", OCR_TOLERANCE);
}

async function evaluate(
  shared: string,
  pool: ReadingPool,
  isVerbose: boolean,
  ending: string,
  tolerance: number,
): Promise<void> {
  const folder = join(shared, "archive");
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Known[];
  const known = manifest
    .map((each) => ({ ...each, path: join(folder, "pdf", each.file.replace(/\.pdf$/, ending)) }))
    .filter(({ path }) => existsSync(path));
  const measured = await forEach(known, async (each): Promise<Measured> => {
    const source = readSourceText(
      readFileSync(join(folder, "text", each.file.replace(/\.pdf$/, ".md")), "utf8"),
    );
    const answer = await readUnnamed(pool, each.path);
    const meeting = answer.ok ? (answer.minutes.meetings[0] ?? null) : null;
    if (meeting === null) {
      const why = answer.ok ? answer.minutes.notMinutesBecause : answer.failure.detail;
      const total = source.passages.length;
      return {
        name: each.file,
        words: source.words.length,
        inOrder: 0,
        recovery: { total, recovered: 0, misses: [] },
        wrong: [`no meeting: ${why}`],
      };
    }
    return {
      name: each.file,
      words: source.words.length,
      inOrder: wordsInOrder(source.words, toWords(meeting.text)) * source.words.length,
      recovery: recoverPassages(source.passages, meeting, tolerance),
      wrong: wrongFacts(meeting, each),
    };
  });
  report(measured, isVerbose);
}

function wrongFacts(meeting: Meeting, known: Known): string[] {
  return [
    meeting.organisationName === known.organisation ? "" : `organisation "${meeting.organisationName}"`,
    meeting.meetingDate === known.meeting_date ? "" : `date ${meeting.meetingDate}`,
    meeting.kind === "board" ? "" : `kind ${meeting.kind}`,
    meeting.session === "public" ? "" : `session ${meeting.session}`,
  ].filter((wrong) => wrong !== "");
}

function report(measured: readonly Measured[], isVerbose: boolean): void {
  const sum = (value: (each: Measured) => number) => measured.reduce((total, each) => total + value(each), 0);
  for (const { name, wrong, recovery } of measured) {
    if (wrong.length > 0) console.log(`  ${name}: ${wrong.join("; ")}`);
    if (!isVerbose) continue;
    for (const { text, because } of recovery.misses)
      console.log(`    ${name}: ${text.slice(0, 70)} → ${because}`);
  }
  const [recovered, total] = [
    sum(({ recovery }) => recovery.recovered),
    sum(({ recovery }) => recovery.total),
  ];
  console.log(
    `  words in order        ${percent(
      sum((each) => each.inOrder),
      sum((each) => each.words),
    )}`,
  );
  console.log(`  passages recovered    ${percent(recovered, total)} (${recovered} of ${total})`);
  console.log(
    `  body, date and kind   ${measured.filter(({ wrong }) => wrong.length === 0).length} of ${measured.length}`,
  );
}
