import type { Box, Page } from "../../schemas/extraction.js";
import type { Item, Meeting, Passage } from "../../schemas/minutes.js";

/** A passage of one of the document's meetings with what is needed to show it. */
export type ShownPassage = {
  /** Unique in the document: "m1p17". */
  id: string;
  meeting: number;
  passage: Passage;
  item: Item | null;
  /** Where it stands on this page. */
  boxes: Box[];
};

/** Everything that `structure` made of one page. */
export type PageMarks = {
  page: Page;
  passages: ShownPassage[];
  /** Headings of items that stand on this page. */
  headings: { item: Item; boxes: Box[] }[];
  /** Indexes of lines that no meeting's reading text holds. */
  leftOut: Set<number>;
};

/** What of the meetings stands on this page, in reading order. */
export function markPage(page: Page, meetings: readonly Meeting[]): PageMarks {
  const marks: PageMarks = { page, passages: [], headings: [], leftOut: new Set(page.lines.keys()) };
  meetings.forEach((meeting, index) => {
    const runs = meeting.runs.filter((run) => run.page === page.number);
    for (const run of runs) marks.leftOut.delete(run.line);
    for (const passage of meeting.passages) {
      const boxes = passage.boxes.filter((placed) => placed.page === page.number).map(({ box }) => box);
      if (boxes.length === 0) continue;
      const item = passage.item === null ? null : (meeting.items[passage.item] ?? null);
      marks.passages.push({ id: `m${index + 1}p${passage.ordinal}`, meeting: index, passage, item, boxes });
    }
    // An item reaches to the next one; its heading is what stands in it before any passage.
    for (const item of meeting.items) {
      const opens = meeting.passages.find(({ end }) => end > item.start)?.start ?? item.end;
      const end = Math.min(item.end, Math.max(opens, item.start));
      const boxes = runs.filter((run) => run.start < end && run.end > item.start).map(({ box }) => box);
      if (boxes.length > 0) marks.headings.push({ item, boxes });
    }
  });
  return marks;
}
