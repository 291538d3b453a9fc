import type { Line, LineRole, Page, RawPage } from "../../../schemas/extraction.js";
import { readingOrder, type Strip } from "./columns.js";
import { type Fragment, readDirections, unite } from "./fragments.js";
import { assignRoles, type RowsOfPage, takeLineNumbers, takeWatermarks } from "./marginalia.js";
import { buildRows, type Row } from "./rows.js";

/** Text in another direction than the page's own is body only where it makes up this share of the page. */
const SIDEWAYS_BODY_SHARE = 0.25;

type Reading = RowsOfPage & { aside: { fragments: Fragment[]; role: LineRole }[]; further: Row[] };

/**
 * Turns positioned text into lines in reading order with their role. Pure; nothing visible is left out, and the
 * same pages always give the same lines. Running heads are found by comparing pages, so all pages are needed at once.
 */
export function layoutPages(rawPages: readonly RawPage[]): Page[] {
  const readings = rawPages.map(readPage);
  const roles = assignRoles(readings);
  let strip: Strip | null = null;
  return readings.map((reading, index) => {
    const { texts: _, ...page } = reading.page;
    const read = toLines(reading, roles[index] as LineRole[], strip);
    strip = read.strip;
    return { ...page, lines: read.lines };
  });
}

function readPage(page: RawPage): Reading {
  const [main, ...others] = readDirections(page);
  const isSideways = main !== undefined && main.turn % 180 === 90;
  const frame = {
    page,
    height: isSideways ? page.width : page.height,
    width: isSideways ? page.height : page.width,
  };
  const reading: Reading = { ...frame, rows: [], aside: [], further: [] };
  if (main === undefined) return reading;
  const { watermarks, rest } = takeWatermarks(main.fragments);
  const { numbers, rest: text } = takeLineNumbers(rest);
  reading.rows = buildRows(text);
  if (watermarks.length > 0) reading.aside.push({ fragments: watermarks, role: "watermark" });
  if (numbers.length > 0) reading.aside.push({ fragments: numbers, role: "margin" });
  const all = others.reduce((sum, direction) => sum + direction.characters, main.characters);
  for (const direction of others) {
    if (direction.turn % 90 !== 0) reading.aside.push({ fragments: direction.fragments, role: "watermark" });
    else if (direction.characters < SIDEWAYS_BODY_SHARE * all)
      reading.aside.push({ fragments: direction.fragments, role: "margin" });
    else reading.further.push(...buildRows(direction.fragments));
  }
  return reading;
}

/** The lines of a page, and the strip between its columns. `before`: that of the page before. */
function toLines(
  reading: Reading,
  roles: readonly LineRole[],
  before: Strip | null,
): { lines: Line[]; strip: Strip | null } {
  const lines: Line[] = [];
  let block = 0;
  const [head, foot, body]: [Row[], Row[], Row[]] = [[], [], []];
  const roleByRow = new Map<Row, LineRole>();
  reading.rows.forEach((row, i) => {
    const role = roles[i] as LineRole;
    if (role === "body") body.push(row);
    else {
      roleByRow.set(row, role);
      (isInUpperHalf(reading, row) ? head : foot).push(row);
    }
  });
  const push = (rows: readonly Row[], role: (row: Row) => LineRole) => {
    for (const row of rows) lines.push(toLine(row, role(row), block));
    if (rows.length > 0) block++;
  };
  const roleOf = (row: Row) => roleByRow.get(row) as LineRole;
  push(head, roleOf);
  const { blocks, strip } = readingOrder(body, before);
  for (const rows of blocks) push(rows, () => "body");
  push(reading.further, () => "body");
  for (const { fragments, role } of reading.aside) push(buildRows(fragments), () => role);
  push(foot, roleOf);
  return { lines, strip };
}

function isInUpperHalf(reading: Reading, row: Row): boolean {
  return row.at.y1 < reading.height / 2;
}

function toLine(row: Row, role: LineRole, block: number): Line {
  const [first] = row.runs as [Row["runs"][number]];
  let [largest, bold, italic] = [first, 0, 0];
  for (const run of row.runs) {
    if (run.text.length > largest.text.length) largest = run;
    bold += run.isBold ? run.text.length : -run.text.length;
    italic += run.isItalic ? run.text.length : -run.text.length;
  }
  const isAlone = row.runs.length === 1;
  return {
    text: isAlone ? first.text : row.runs.map((run) => run.text).join("\t"),
    box: isAlone ? { ...first.box } : unite(row.runs.map((run) => run.box)),
    fontSize: largest.fontSize,
    isBold: bold > 0,
    isItalic: italic > 0,
    boldLead: boldLead(row),
    role,
    cells: row.runs.map((run) => ({ text: run.text, box: run.box, isBold: run.isBold })),
    block,
  };
}

/** Bold runs on into the next cell only where the whole cell before was bold. */
function boldLead(row: Row): number {
  let lead = 0;
  for (const run of row.runs) {
    lead += run.boldLead;
    if (run.boldLead < run.text.length) return lead;
    lead += 1;
  }
  return lead - 1;
}
