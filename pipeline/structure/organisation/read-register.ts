import { parse } from "csv-parse/sync";
import type { ColumnPlace, RegisterEntry, RegisterMapping } from "../../../schemas/organisation.js";
import { findDates } from "../dates.js";

/** A line of the register that could not be read, counted from 1 as in the file, and why. */
export type RegisterProblem = { line: number; problem: string };
export type RegisterReading = { entries: RegisterEntry[]; problems: RegisterProblem[] };

/** Several names in one cell are parted by these. */
const BETWEEN_NAMES = /\s*[;|]\s*/;
const OPTIONAL = ["aliases", "sector", "predecessors", "opened", "closed"] as const;

/**
 * Reads a register of organisations from CSV text. Every bad line is named and left out; a mapping that names a
 * column the file does not have is one problem on line 1, with the columns there are. With `PLAIN_MAPPING`-like
 * mappings the optional columns may be missing from the file.
 */
export function readRegister(csvText: string, mapping: RegisterMapping): RegisterReading {
  let rows: string[][];
  try {
    rows = parse(csvText.replace(/^\ufeff/, ""), {
      relax_column_count: true,
      trim: true,
    });
  } catch (error) {
    return {
      entries: [],
      problems: [{ line: 1, problem: `The file is no readable CSV: ${(error as Error).message}` }],
    };
  }
  const headings = mapping.hasHeadings ? (rows[0] ?? []).map((heading) => heading.toLowerCase()) : null;
  const places = new Map<string, number>();
  const problems: RegisterProblem[] = [];
  for (const field of ["code", "name", ...OPTIONAL] as const) {
    const place = mapping[field];
    if (place === undefined) continue;
    const index = findColumn(place, headings);
    if (index !== null) places.set(field, index);
    else if (field === "code" || field === "name") {
      problems.push({
        line: 1,
        problem: `No column "${place}" for the ${field}. Columns: ${(rows[0] ?? []).join(", ")}.`,
      });
    }
  }
  if (problems.length > 0) return { entries: [], problems };
  const entries: RegisterEntry[] = [];
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const line = index + 1;
    if ((headings !== null && index === 0) || row.every((cell) => cell === "")) continue;
    const reading = readRow(row, places);
    const first = typeof reading === "string" ? undefined : seen.get(reading.code);
    if (typeof reading === "string") problems.push({ line, problem: reading });
    else if (first !== undefined)
      problems.push({ line, problem: `Code ${reading.code} stands already on line ${first}.` });
    else {
      seen.set(reading.code, line);
      entries.push(reading);
    }
  }
  return { entries, problems };
}

function findColumn(place: ColumnPlace, headings: readonly string[] | null): number | null {
  if (typeof place === "number") return place - 1;
  const index = headings?.indexOf(place.toLowerCase()) ?? -1;
  return index < 0 ? null : index;
}

function readRow(row: readonly string[], places: ReadonlyMap<string, number>): RegisterEntry | string {
  const cell = (field: string) => row[places.get(field) ?? -1]?.trim() ?? "";
  const list = (field: string) =>
    cell(field)
      .split(BETWEEN_NAMES)
      .filter((name) => name !== "");
  if (cell("code") === "") return "No code.";
  if (cell("name") === "") return `No name for code ${cell("code")}.`;
  const days: Record<"opened" | "closed", string | null> = { opened: null, closed: null };
  for (const field of ["opened", "closed"] as const) {
    if (cell(field) === "") continue;
    days[field] = readDay(cell(field));
    if (days[field] === null)
      return `"${cell(field)}" is no day (${field}): 20100401, 2010-04-01 or 1/4/2010.`;
  }
  return {
    code: cell("code"),
    name: cell("name"),
    aliases: list("aliases"),
    sector: cell("sector") || null,
    predecessors: list("predecessors"),
    ...days,
  };
}

function readDay(text: string): string | null {
  const spelt = text.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
  return findDates(spelt)[0]?.date ?? null;
}
