import { type Info, parse } from "csv-parse/sync";
import type { Codebook } from "../../schemas/codebook.js";
import { completeAnswer, quoteAll, type SheetAnswer } from "./answer.js";
import { type AskedColumn, columnsOf, mayBeNone, NONE, NOTE } from "./columns.js";
import { decodeSheet } from "./decode.js";
import { show } from "./problems.js";

/** What a file of codings holds, or what is wrong with it. Where there are problems, nothing may be stored. */
export interface ReadCodings {
  answers: SheetAnswer[];
  /** Passages about which nothing is said. */
  unanswered: number;
  problems: string[];
}

const YES = ["yes", "y", "1", "x", "true"];
const NO = ["no", "n", "0", "false"];
const IDENTITY = ["passage_id", "text"];
/** Columns that a sheet shows and nobody answers. */
const SHOWN = ["sample_id", "organisation", "meeting_date", "heading", "before"];

interface Row {
  place: string;
  cells: string[];
}

/** The rows of a CSV file with where each stands, the header first; or what keeps it from being read. */
export function readRows(bytes: Uint8Array): { rows: Row[] } | { problem: string } {
  const decoded = decodeSheet(bytes);
  if ("problem" in decoded) return decoded;
  let records: { record: string[]; info: Info }[];
  try {
    records = parse(decoded.text, {
      bom: true,
      delimiter: delimiterOf(decoded.text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: Info }[];
  } catch (error) {
    return { problem: `It is not a CSV file: ${(error as Error).message}.` };
  }
  let line = 1;
  const rows = records.map(({ record, info }, index): Row => {
    const started = line;
    line = info.lines + 1;
    // Cells hold line breaks: a text editor counts lines, a spreadsheet rows.
    const place = started === index + 1 ? `Line ${started}` : `Row ${index + 1} (line ${started})`;
    return { place, cells: record };
  });
  return { rows: rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")) };
}

/** The value of the first row's cell in a column, such as the sample that a sheet is of; null where there is none. */
export function firstValue(rows: readonly Row[], column: string): string | null {
  const at = rows[0]?.cells.findIndex((name) => nameOf(name) === column) ?? -1;
  return at < 0 ? null : rows[1]?.cells[at]?.trim() || null;
}

/** Reads the answers of a coding sheet, one a row; every row that cannot be used is named, with what is allowed. */
export function readAnswers(rows: readonly Row[], codebook: Codebook): ReadCodings {
  const read: ReadCodings = { answers: [], unanswered: 0, problems: [] };
  const header = rows[0];
  if (header === undefined) {
    read.problems.push("It is empty. The first line names the columns.");
    return read;
  }
  const asked = columnsOf(codebook);
  const names = header.cells.map(nameOf);
  checkHeader(names, codebook, asked, read.problems);
  if (read.problems.length > 0) return read;
  const seen = new Map<string, string>();
  for (const { place, cells } of rows.slice(1)) {
    const cell = (name: string) => cells[names.indexOf(name)]?.trim() ?? "";
    const passageId = cell("passage_id");
    const extra = cells.slice(names.length).filter((value) => value.trim() !== "");
    if (extra.length > 0) {
      read.problems.push(
        `${place}: ${cells.length} cells where the header has ${names.length}; a text with commas stands in quotes.`,
      );
      continue;
    }
    if (passageId === "") {
      read.problems.push(`${place}, column 'passage_id': found nothing; every row names its passage.`);
      continue;
    }
    const earlier = seen.get(passageId);
    if (earlier !== undefined) {
      read.problems.push(
        `${place}, column 'passage_id': found '${passageId}', which ${earlier.toLowerCase()} has already; one row a passage.`,
      );
      continue;
    }
    seen.set(passageId, place);
    readRow({ place, passageId, cell, asked, codebook }, read);
  }
  if (rows.length === 1) read.problems.push("It has a header and no rows.");
  return read;
}

function readRow(
  row: {
    place: string;
    passageId: string;
    cell: (name: string) => string;
    asked: readonly AskedColumn[];
    codebook: Codebook;
  },
  read: ReadCodings,
): void {
  const { place, passageId, cell, asked, codebook } = row;
  const yes = new Set<string>();
  const no = new Set<string>();
  const before = read.problems.length;
  const refuse = (column: string, found: string, allowed: string) =>
    read.problems.push(`${place}, column '${column}': found '${show(found)}'; allowed: ${allowed}.`);
  const readYesNo = (column: string): boolean | null => {
    const value = cell(column).toLowerCase();
    if (value === "") return null;
    if (YES.includes(value)) return true;
    if (NO.includes(value)) return false;
    refuse(column, cell(column), "yes, no (or x, 1, 0), or nothing");
    return null;
  };
  for (const column of asked) {
    if (column.kind === "yes or no") {
      const answer = readYesNo(column.name);
      if (answer !== null) (answer ? yes : no).add(column.name);
      continue;
    }
    const value = cell(column.name).toLowerCase().replaceAll("_", " ").replace(/\s+/g, " ");
    if (value === "") continue;
    const code =
      column.values.get(value) ?? [...column.values.values()].find((each) => each === cell(column.name));
    if (code === undefined)
      refuse(column.name, cell(column.name), `${[...column.values.keys()].join(", ")}, or nothing`);
    else yes.add(code);
  }
  const none = mayBeNone(codebook) ? readYesNo(NONE) : null;
  if (read.problems.length > before) return;
  if (yes.size === 0 && no.size === 0 && none === null) {
    read.unanswered += 1;
    return;
  }
  const answer = completeAnswer(codebook, { yes, no, isNone: none === true });
  if ("problems" in answer) {
    read.problems.push(...answer.problems.map((problem) => `${place}: ${problem}.`));
    return;
  }
  read.answers.push({
    place,
    passageId,
    sampleId: cell("sample_id") || null,
    text: cell("text"),
    codes: answer.codes,
    note: cell(NOTE) || null,
    spans: new Map(),
  });
}

function checkHeader(
  names: readonly string[],
  codebook: Codebook,
  asked: readonly AskedColumn[],
  problems: string[],
): void {
  const needed = [...IDENTITY, ...asked.map(({ name }) => name)];
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const what = missing.length === 1 ? "The column" : "The columns";
    problems.push(
      `${what} ${quoteAll(missing)} ${missing.length === 1 ? "is" : "are"} missing. A sheet for '${codebook.frame}' has ${quoteAll(needed)}.`,
    );
  }
  const known = [...needed, ...SHOWN, NOTE, ...(mayBeNone(codebook) ? [NONE] : [])];
  for (const name of new Set(names)) {
    if (name !== "" && !known.includes(name))
      problems.push(
        `Line 1: found the column '${show(name)}', which is no code of '${codebook.frame}' (${codebook.version}). Its columns: ${asked.map((column) => column.name).join(", ")}; also '${NOTE}'. Take others out.`,
      );
    if (name !== "" && names.filter((other) => other === name).length > 1)
      problems.push(`Line 1: found the column '${show(name)}' twice; one of them has to go.`);
  }
}

/** Programs of some countries part cells by semicolons, and tables copied from elsewhere by tabs. */
function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [",", ";", "\t"].map((delimiter) => header.split(delimiter).length);
  return [",", ";", "\t"][counts.indexOf(Math.max(...counts))] as string;
}

function nameOf(cell: string): string {
  return cell.trim().replace(/^'/, "").toLowerCase();
}
