import type { RowsOfPage } from "./marginalia.js";
import type { Row } from "./rows.js";

/** Rows of the first page whose words a head may repeat, and rows that a head may have. */
const TITLE_ROWS = 15;
const MOST_ROWS = 4;
const TOP_ZONE = 0.16;
const PAGE_LABEL = /^(?:page |pg\.? ?|p\. ?)?(\d{1,4})(?: of \d{1,4})?$/i;
/** Share of a head's words that stand in the title as well; OCR may misread one. */
const REPEATED = 0.8;
/** The step from a head to the text, as a multiple of its own widest step and of its type. */
const APART = 1.4;

/**
 * A document of two pages has one page with a head and no twin for it. What stands apart at the top of a later page,
 * bears that page's number beside it and otherwise repeats the words of the title is a head. Indexes of its rows.
 */
export function findContinuationHead(page: RowsOfPage, first: RowsOfPage): number[] {
  const end = headEnd(page);
  const head = page.rows.slice(0, end);
  if (head.length === 0 || !head.some((row) => bearsNumber(row, page.page.number))) return [];
  const title = new Set(first.rows.slice(0, TITLE_ROWS).flatMap((row) => wordsOf(row)));
  const words = head.flatMap(wordsOf);
  const repeated = words.filter((word) => title.has(word)).length;
  return words.length > 0 && repeated >= REPEATED * words.length ? head.map((_, index) => index) : [];
}

/** How many rows stand together at the top, above the widest gap there; 0 where no gap stands out. */
function headEnd(page: RowsOfPage): number {
  const top = page.rows.slice(0, MOST_ROWS + 1).filter((row) => row.at.y0 < TOP_ZONE * page.height);
  const steps = top.map((row, i) => (page.rows[i + 1]?.at.y1 ?? row.at.y1) - row.at.y1);
  const widest = Math.max(0, ...steps);
  const end = steps.indexOf(widest) + 1;
  const within = Math.max(...top.map((row) => row.at.y1 - row.at.y0), ...steps.slice(0, end - 1));
  return end > 0 && widest > APART * within ? end : 0;
}

/** Whether the page's number stands in a cell of its own. */
function bearsNumber(row: Row, number: number): boolean {
  return row.runs.some(({ text }) => PAGE_LABEL.exec(text)?.[1] === String(number));
}

function wordsOf(row: Row): string[] {
  return row.runs.flatMap((run) => run.text.toLowerCase().match(/\p{L}{3,}|\d{4}/gu) ?? []);
}
