import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Meeting } from "../../schemas/minutes.js";
import type { ReadingPool } from "../../workers/reading/index.js";
import { recoverPassages, wordsInOrder } from "./measure.js";
import { percent, readUnnamed } from "./read-unnamed.js";
import { readSourceText, toWords } from "./source-text.js";

const MINUTES = /<!-- minutes (\S+) -->/;
const COMMITTEE = /<!-- committee-minutes -->([\s\S]*?)<!-- \/committee-minutes -->/;
/** Shorter stretches of a paper stand in minutes too. */
const SHORTEST_FOREIGN = 40;

/** The constructed packs: the previous minutes found whole and dated, committees told apart, papers left out. */
export async function evaluatePacks(shared: string, pool: ReadingPool, isVerbose: boolean): Promise<void> {
  const folder = join(shared, "archive", "packs");
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".pdf"))
    .sort()) {
    const markdown = readFileSync(join(folder, file.replace("-pack.pdf", ".pack.md")), "utf8");
    const id = MINUTES.exec(markdown)?.[1] ?? "";
    const source = readSourceText(readFileSync(join(shared, "archive", "text", `${id}.md`), "utf8"));
    const answer = await readUnnamed(pool, join(folder, file));
    const meetings = answer.ok ? answer.minutes.meetings : [];
    const board = meetings.find((meeting) => meeting.kind === "board");
    const committees = meetings.filter((meeting) => meeting.kind === "committee");
    const date = id.slice(-10);
    console.log(`  ${file}: ${meetings.length} meetings`);
    if (board === undefined) console.log("    the board's minutes were not found");
    else {
      const recovery = recoverPassages(source.passages, board);
      const words = wordsInOrder(source.words, toWords(board.text));
      console.log(
        `    ${date} ${board.meetingDate === date ? "dated right" : `dated ${board.meetingDate}`}, words ${percent(words, 1)}, passages ${percent(recovery.recovered, recovery.total)}`,
      );
      if (isVerbose)
        for (const miss of recovery.misses) console.log(`      ${miss.text.slice(0, 70)} → ${miss.because}`);
    }
    const expected = COMMITTEE.exec(markdown)?.[1];
    console.log(
      `    committees: ${committees.length} of ${expected === undefined ? 0 : 1}${committees.map((meeting) => `, ${meeting.title} ${meeting.meetingDate}`).join("")}`,
    );
    console.log(`    passages from papers and cover sheets: ${foreignPassages(meetings, markdown).length}`);
  }
}

function foreignPassages(meetings: readonly Meeting[], markdown: string): string[] {
  const papers = toWords(markdown.replace(COMMITTEE, "")).join("");
  return meetings.flatMap((meeting) =>
    meeting.passages
      .filter((passage) => passage.part === "discussion")
      .map((passage) => passage.text)
      .filter(
        (text) =>
          toWords(text).join("").length >= SHORTEST_FOREIGN && papers.includes(toWords(text).join("")),
      ),
  );
}
