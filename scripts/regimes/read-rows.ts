import { parse } from "csv-parse/sync";
import type { ColumnPlace } from "../../schemas/organisation.js";
import type { RegimeMapping } from "../../schemas/regime.js";
import { readDay } from "./read-day.js";

/** What is wrong on a line of the file, counted from 1. */
export interface LineProblem {
  line: number;
  problem: string;
}

/** A line of the file: whose regime, not yet looked up, and when. */
export interface RegimeRow {
  line: number;
  organisation: string;
  regime: string;
  fromDate: string;
  /** Null where the cell is empty; undefined where the file has no such column. */
  toDate: string | null | undefined;
}

const DAY_FORMS = "2013-07-16, 16/7/2013, 16 July 2013 or 20130716";

/**
 * Reads ratings or regimes from CSV text. Every bad line is named and left out; a mapping that names a column the
 * file does not have is one problem on line 1, with the columns there are. `regime` holds for every line.
 */
export function readRegimeRows(
  csvText: string,
  mapping: RegimeMapping,
  regime: string | null,
): { rows: RegimeRow[]; problems: LineProblem[] } {
  let lines: { record: string[]; info: { lines: number } }[];
  try {
    lines = parse(csvText.replace(/^\ufeff/, ""), {
      relax_column_count: true,
      trim: true,
      info: true,
    }) as unknown as typeof lines;
  } catch (error) {
    const { lines: at, message } = error as { lines?: number; message: string };
    return { rows: [], problems: [{ line: at ?? 1, problem: `The file is no readable CSV: ${message}` }] };
  }
  const first = lines[0]?.record ?? [];
  const places = findColumns(mapping, first, regime);
  if ("problems" in places) return { rows: [], problems: places.problems };
  const rows: RegimeRow[] = [];
  const problems: LineProblem[] = [];
  // A record ends on the line that it is counted by; one without line breaks in its cells begins there too.
  for (const [index, { record, info }] of lines.entries()) {
    if ((mapping.hasHeadings && index === 0) || record.every((cell) => cell === "")) continue;
    const row = readRow(record, places.columns, regime);
    if (typeof row === "string") problems.push({ line: info.lines, problem: row });
    else rows.push({ line: info.lines, ...row });
  }
  return { rows, problems };
}

type Columns = Partial<Record<"organisation" | "regime" | "from" | "to", number>>;

function findColumns(
  mapping: RegimeMapping,
  first: readonly string[],
  regime: string | null,
): { columns: Columns } | { problems: LineProblem[] } {
  const headings = mapping.hasHeadings ? first.map((heading) => heading.toLowerCase()) : null;
  const columns: Columns = {};
  const problems: LineProblem[] = [];
  for (const field of ["organisation", "regime", "from", "to"] as const) {
    const place = field === "regime" && regime !== null ? undefined : mapping[field];
    if (place === undefined) continue;
    const index = findColumn(place, headings, first.length);
    if (index === null) {
      problems.push({
        line: 1,
        problem: `No column "${place}" for ${field}. Columns: ${first.join(", ")}.`,
      });
    } else columns[field] = index;
  }
  return problems.length > 0 ? { problems } : { columns };
}

function findColumn(place: ColumnPlace, headings: readonly string[] | null, width: number): number | null {
  if (typeof place === "number") return place <= width ? place - 1 : null;
  const index = headings?.indexOf(place.toLowerCase()) ?? -1;
  return index < 0 ? null : index;
}

function readRow(
  record: readonly string[],
  columns: Columns,
  regime: string | null,
): Omit<RegimeRow, "line"> | string {
  const cell = (field: keyof Columns) => record[columns[field] ?? -1] ?? "";
  if (cell("organisation") === "") return "No organisation.";
  const named = regime ?? cell("regime");
  if (named === "") return `No rating or regime for ${cell("organisation")}.`;
  const fromDate = readDay(cell("from"));
  if (fromDate === null) return `"${cell("from")}" is no day (from): ${DAY_FORMS}.`;
  const toDate = columns.to === undefined ? undefined : cell("to") === "" ? null : readDay(cell("to"));
  if (toDate === null && cell("to") !== "") return `"${cell("to")}" is no day (to): ${DAY_FORMS}.`;
  if (typeof toDate === "string" && toDate < fromDate) {
    return `It ends (${toDate}) before it begins (${fromDate}).`;
  }
  return { organisation: cell("organisation"), regime: named, fromDate, toDate };
}
