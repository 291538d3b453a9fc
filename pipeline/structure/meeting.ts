import type { Extraction } from "../../schemas/extraction.js";
import type { Item, Meeting, Passage, PassageKind } from "../../schemas/minutes.js";
import { buildBlocks } from "./blocks.js";
import { unite } from "./boxes.js";
import { findTextColumn, resolveColumns } from "./columns.js";
import type { FileFacts } from "./index.js";
import { findItemHeadings, type Heading } from "./items.js";
import { normaliseText } from "./normalise.js";
import { readOpener } from "./openers.js";
import { assignParts } from "./parts.js";
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
  const headings = findItemHeadings(reading.blocks, usualSize(lines));
  const parts = assignParts(reading.blocks, headings);
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
    passages: toPassages(reading, headings, parts),
  };
}

function gatherTitleWords(
  reading: ReadingText,
  headings: readonly Heading[],
  parts: readonly Passage["part"][],
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

function toPassages(
  reading: ReadingText,
  headings: readonly Heading[],
  parts: readonly Passage["part"][],
): Passage[] {
  const passages: Passage[] = [];
  const headingAt = new Map(headings.map((heading, item) => [heading.block, { heading, item }]));
  let item: number | null = null;
  let leadIn: string | null = null;
  reading.blocks.forEach((block, index) => {
    const here = headingAt.get(index);
    if (here !== undefined) item = here.item;
    if (here !== undefined && !here.heading.isRunIn) {
      leadIn = null;
      return;
    }
    const opener = readOpener(block.text);
    const skip = opener?.kind === "bullet" ? opener.length : 0;
    const start = block.start + skip;
    if (block.end <= start) return;
    const text = reading.text.slice(start, block.end);
    const part = parts[index] as Passage["part"];
    const isBullet =
      opener?.kind === "bullet" ||
      block.lines[0]?.isInPlainList === true ||
      ["letter", "roman", "number"].includes(opener?.kind ?? "");
    const kind: PassageKind =
      block.kind === "row"
        ? part === "action log"
          ? "action row"
          : "table row"
        : isBullet
          ? "bullet"
          : "paragraph";
    if (kind === "paragraph") leadIn = /:$/.test(text) || /\bthat$/.test(text) ? text : null;
    passages.push({
      ordinal: passages.length,
      kind,
      part,
      item,
      start,
      end: block.end,
      text,
      page: block.lines[0]?.page ?? 1,
      pageEnd: block.lines.at(-1)?.page ?? 1,
      boxes: boxesOf(block.lines),
      textSource: block.lines[0]?.textSource ?? "text layer",
      leadIn: kind === "bullet" ? leadIn : null,
      speaker: null,
      actionOwner: block.lines.flatMap((line) => line.side.map((side) => side.text)).join(" ") || null,
    });
  });
  return passages;
}

function boxesOf(lines: readonly SourceLine[]): Passage["boxes"] {
  const groups = new Map<string, SourceLine[]>();
  for (const line of lines) {
    const key = `${line.page}/${line.block}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].map((group) => ({
    page: group[0]?.page ?? 1,
    box: unite(group.map((line) => line.box)),
  }));
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
