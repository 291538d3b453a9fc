import type { Extraction } from "../../schemas/extraction.js";
import type { Item, Meeting, PassagePart } from "../../schemas/minutes.js";
import { buildBlocks } from "./blocks.js";
import { findTextColumn, resolveColumns } from "./columns.js";
import type { Heading } from "./heading.js";
import type { FileFacts } from "./index.js";
import { findHeadings } from "./items.js";
import { normaliseText } from "./normalise.js";
import { assignParts } from "./parts.js";
import { buildPassages } from "./passages.js";
import { markPlainLists } from "./plain-lists.js";
import { buildReadingText, type PlacedBlock, type ReadingText } from "./reading-text.js";
import type { Section } from "./sections.js";
import type { SourceLine } from "./source-lines.js";
import { readMeetingFacts, type TitleWords } from "./title-block.js";

/** Without an item, the title block is sought among this many blocks. */
const MOST_HEAD_BLOCKS = 25;

/** Reads one set of minutes into its text, items and passages. */
export function buildMeeting(
  section: Section,
  words: ReadonlyMap<string, number>,
  extraction: Extraction,
  facts: FileFacts,
): Meeting {
  const lines = resolveColumns(section.lines);
  markPlainLists(lines, findTextColumn(lines).left);
  const reading = buildReadingText(buildBlocks(lines), words);
  const { items: headings, subHeadings, agenda } = findHeadings(reading.blocks, usualSize(lines));
  const parts = assignParts(reading.blocks, headings, agenda);
  const items = toItems(reading, headings);
  return {
    ...readMeetingFacts(gatherTitleWords(reading, headings, parts, readMargins(extraction, section)), {
      organisationName: facts.manifest?.organisationName ?? null,
      meetingDate: facts.manifest?.meetingDate ?? null,
      fileName: facts.fileName,
    }),
    pageStart: section.pageStart,
    pageEnd: section.pageEnd,
    text: reading.text,
    runs: reading.runs,
    items,
    passages: buildPassages(reading, headings, subHeadings, parts),
  };
}

function gatherTitleWords(
  reading: ReadingText,
  headings: readonly Heading[],
  parts: readonly PassagePart[],
  margins: TitleWords["margins"],
): TitleWords {
  const firstItem = headings[0]?.block ?? Math.min(MOST_HEAD_BLOCKS, reading.blocks.length);
  const head = reading.blocks.slice(0, Math.max(1, firstItem));
  const attendance = head.findIndex((_, index) => parts[index] === "attendance");
  return { title: attendance < 0 ? head : head.slice(0, attendance), head, margins, text: reading.text };
}

/** Running heads, footers and watermarks of the section's pages, each once. */
function readMargins(extraction: Extraction, section: Section): TitleWords["margins"] {
  const margins = new Map<string, number>();
  for (const page of extraction.pages) {
    if (page.number < section.pageStart || page.number > section.pageEnd) continue;
    for (const line of page.lines) {
      if (line.role === "body" || line.role === "page number" || line.role === "margin") continue;
      const text = normaliseText(line.text).replace(/\s+/g, " ").trim();
      if (!margins.has(text)) margins.set(text, page.number);
    }
  }
  return [...margins].map(([text, page]) => ({ text, page }));
}

function toItems(reading: ReadingText, headings: readonly Heading[]): Item[] {
  return headings.map((heading, index) => {
    const block = reading.blocks[heading.block] as PlacedBlock;
    const next = headings[index + 1];
    const end = next === undefined ? reading.text.length : (reading.blocks[next.block] as PlacedBlock).start;
    return {
      number: heading.number,
      title: heading.title,
      start: block.start,
      end,
      page: block.lines[0]?.page ?? 1,
    };
  });
}

function usualSize(lines: readonly SourceLine[]): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const size = Math.round(line.fontSize * 2) / 2;
    counts.set(size, (counts.get(size) ?? 0) + line.text.length);
  }
  let usual = 10;
  let most = 0;
  for (const [size, count] of counts) if (count > most) [usual, most] = [size, count];
  return usual;
}
