import type { LineRole, RawPage } from "../../../schemas/extraction.js";
import { findContinuationHead } from "./continuation-head.js";
import type { Fragment } from "./fragments.js";
import type { Row } from "./rows.js";

/** A page's rows before their roles are known. */
export type RowsOfPage = { page: RawPage; height: number; width: number; rows: Row[] };

/** How many rows from each edge of the page may be running heads or footers. */
const DEEPEST_ROW = 6;
/** Running heads and footers stand in these outer shares of the page. */
const TOP_ZONE = 0.16;
const BOTTOM_ZONE = 0.14;
/** A head may skip a page (left and right pages differ), so its twin is sought this many printed pages away. */
const TWIN_REACH = 2;
/** Vertical play, in points, between a running head and its twin. */
const SAME_HEIGHT = 6;
/** Likeness of two running heads that OCR read differently. */
const OCR_LIKENESS = 0.75;
/** Share of the steps between line numbers that are the usual one, and what counts as it. */
const EVEN_SHARE = 0.7;
const UNEVEN = 0.15;
const WATERMARK_WORDS =
  /^(draft|confidential|copy|unconfirmed|unapproved|unadopted|sample|private|restricted|final draft|not for publication)( minutes| copy)?$/i;
/** A page number that says of itself that it is one. */
const LABELLED_NUMBER = /page|p\.|pg|tudalen|\bof\b|\//i;
const PAGE_NUMBER =
  /^\s*(?:[-–—~|[(]\s*)?(?:(?:page|p\.?|pg\.?|tudalen)\s*)?(?:[a-z]\s?-\s?)?(\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|\/|o|out of|\|)\s*\d{1,4})?(?:\s*(?:[-–—~|\])]|\|?\s*page))?\s*$/i;

/** The role of each row of each page, found by repetition and place; rows that are none of these are `body`. */
export function assignRoles(allPages: readonly RowsOfPage[]): LineRole[][] {
  // Blank backs of pages printed on one side keep no head from its twin.
  const pages = allPages.filter((page) => page.rows.length > 0);
  const roles = pages.map((page) => page.rows.map((): LineRole => "body"));
  // Rows too deep in the page are never asked for their key.
  const keys = pages.map(({ rows }) =>
    rows.map((row, i) => (i < DEEPEST_ROW || i >= rows.length - DEEPEST_ROW ? headKey(rowText(row)) : "")),
  );
  pages.forEach((page, index) => {
    const found = roles[index] as LineRole[];
    for (const edge of ["top", "bottom"] as const) {
      for (const row of rowsFromEdge(page, edge)) {
        const role = roleAtEdge(pages, keys, index, row, edge);
        if (role === null) break;
        found[row] = role;
      }
    }
    if (index > 0 && found[0] === "body") {
      for (const row of findContinuationHead(page, pages[0] as RowsOfPage)) found[row] = "running head";
    }
  });
  const byPage = new Map(pages.map((page, index) => [page, roles[index] as LineRole[]]));
  return allPages.map((page) => byPage.get(page) ?? []);
}

/** Takes watermarks that lie across the text out of the page's fragments. */
export function takeWatermarks(fragments: readonly Fragment[]): {
  watermarks: Fragment[];
  rest: Fragment[];
} {
  const size = usualSize(fragments);
  const isWatermark = (fragment: Fragment) =>
    fragment.fontSize > 2.5 * size && WATERMARK_WORDS.test(fragment.text.trim());
  return {
    watermarks: fragments.filter(isWatermark),
    rest: fragments.filter((fragment) => !isWatermark(fragment)),
  };
}

/** Takes the numbers of lines printed in the left margin out of the page's fragments. */
export function takeLineNumbers(fragments: readonly Fragment[]): { numbers: Fragment[]; rest: Fragment[] } {
  const candidates = fragments.filter(isWholeNumber).sort((a, b) => a.at.y1 - b.at.y1);
  if (candidates.length < 8) return { numbers: [], rest: [...fragments] };
  const isCandidate = new Set(candidates);
  let left = Number.POSITIVE_INFINITY;
  for (const fragment of fragments) {
    if (fragment.at.x0 < left && !isCandidate.has(fragment)) left = fragment.at.x0;
  }
  const numbers = candidates.filter((fragment) => fragment.at.x1 < left);
  const values = numbers.map((fragment) => Number(fragment.text));
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  const isCounting = values.every((value, i) => i === 0 || value - (values[i - 1] as number) === step);
  if (numbers.length < 8 || step < 1 || !isCounting || !isEvenlySet(numbers))
    return { numbers: [], rest: [...fragments] };
  const taken = new Set(numbers);
  return { numbers, rest: fragments.filter((fragment) => !taken.has(fragment)) };
}

function isWholeNumber({ text }: Fragment): boolean {
  // Most fragments are words: their length or first sign tells.
  return text.length <= 8 && /^\s*\d{1,4}\s*$/.test(text);
}

/** Lines are numbered at one distance throughout; the numbers of agenda items stand where their items begin. */
function isEvenlySet(numbers: readonly Fragment[]): boolean {
  const steps = numbers.slice(1).map((number, i) => number.at.y1 - (numbers[i] as Fragment).at.y1);
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const even = steps.filter((step) => Math.abs(step - usual) <= UNEVEN * usual).length;
  return even >= EVEN_SHARE * steps.length;
}

/** The type size of most characters. */
export function usualSize(fragments: readonly Fragment[]): number {
  const counts = new Map<number, number>();
  for (const fragment of fragments) {
    const size = Math.round(fragment.fontSize * 2) / 2;
    counts.set(size, (counts.get(size) ?? 0) + fragment.text.length);
  }
  let usual = 10;
  let most = 0;
  for (const [size, count] of counts) if (count > most) [usual, most] = [size, count];
  return usual;
}

function roleAtEdge(
  pages: readonly RowsOfPage[],
  keys: readonly string[][],
  index: number,
  row: number,
  edge: "top" | "bottom",
): LineRole | null {
  const page = pages[index] as RowsOfPage;
  const here = page.rows[row] as Row;
  if (!isInZone(page, here, edge)) return null;
  const text = rowText(here);
  const isOutermost = row === 0 || row === page.rows.length - 1;
  if (
    PAGE_NUMBER.test(text) &&
    (isOutermost || LABELLED_NUMBER.test(text) || hasTwin(pages, keys, index, row, edge))
  )
    return "page number";
  const role = edge === "top" ? "running head" : "footer";
  if (hasTwin(pages, keys, index, row, edge)) return role;
  return isOutermost && isSmallAndApart(page, row, edge) ? role : null;
}

function rowsFromEdge(page: RowsOfPage, edge: "top" | "bottom"): number[] {
  const last = page.rows.length - 1;
  const length = Math.min(DEEPEST_ROW, page.rows.length);
  return Array.from({ length }, (_, i) => (edge === "top" ? i : last - i));
}

function isInZone(page: RowsOfPage, row: Row, edge: "top" | "bottom"): boolean {
  return edge === "top" ? row.at.y1 < TOP_ZONE * page.height : row.at.y0 > (1 - BOTTOM_ZONE) * page.height;
}

function hasTwin(
  pages: readonly RowsOfPage[],
  keys: readonly string[][],
  index: number,
  row: number,
  edge: "top" | "bottom",
): boolean {
  const page = pages[index] as RowsOfPage;
  const here = page.rows[row] as Row;
  const key = (keys[index] as string[])[row] as string;
  if (key.replace(/[^\p{L}\p{N}#]/gu, "") === "") return false;
  for (let other = index - TWIN_REACH; other <= index + TWIN_REACH; other++) {
    const twinPage = pages[other];
    if (other === index || twinPage === undefined) continue;
    const isOcr = page.page.textSource === "ocr" || twinPage.page.textSource === "ocr";
    const play = isOcr ? 3 * SAME_HEIGHT : SAME_HEIGHT;
    for (const twin of rowsFromEdge(twinPage, edge)) {
      const there = twinPage.rows[twin] as Row;
      const away =
        edge === "top"
          ? there.at.y1 - here.at.y1
          : twinPage.height - there.at.y1 - (page.height - here.at.y1);
      if (Math.abs(away) > play) continue;
      const twinKey = (keys[other] as string[])[twin] as string;
      if (key === twinKey || (isOcr && likeness(key, twinKey) >= OCR_LIKENESS)) return true;
    }
  }
  return false;
}

/** A single page has no twin: what is small, at the very edge and well away from the text is a head or footer. */
function isSmallAndApart(page: RowsOfPage, row: number, edge: "top" | "bottom"): boolean {
  const here = page.rows[row] as Row;
  const neighbour = page.rows[edge === "top" ? row + 1 : row - 1];
  if (neighbour === undefined) return false;
  const size = usualSize(page.rows.flatMap((each) => each.runs.flatMap((run) => run.fragments)));
  const gap = edge === "top" ? neighbour.at.y0 - here.at.y1 : here.at.y0 - neighbour.at.y1;
  const isAtEdge = edge === "top" ? here.at.y1 < 0.07 * page.height : here.at.y0 > 0.93 * page.height;
  return isAtEdge && gap > 1.5 * size && here.runs.every((run) => run.fontSize < size - 0.4);
}

const rowText = (row: Row) => row.runs.map((run) => run.text).join(" ");

/** Text in which only counting differs becomes the same: page numbers, dates, times. */
function headKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/\d+/g, "#")
    .replace(/\b[ivxl]+\b/g, "#")
    .replace(/\s*([.,:|])\s*/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

/** Dice likeness of two texts by their pairs of letters: 1 for the same, 0 for nothing in common. */
function likeness(a: string, b: string): number {
  const pairs = new Map<string, number>();
  for (let i = 0; i < a.length - 1; i++)
    pairs.set(a.slice(i, i + 2), (pairs.get(a.slice(i, i + 2)) ?? 0) + 1);
  let shared = 0;
  for (let i = 0; i < b.length - 1; i++) {
    const count = pairs.get(b.slice(i, i + 2)) ?? 0;
    if (count === 0) continue;
    shared++;
    pairs.set(b.slice(i, i + 2), count - 1);
  }
  return (2 * shared) / Math.max(1, a.length + b.length - 2);
}
