import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { IsoDate, type ManifestRow } from "../../schemas/minutes.js";

/** What a manifest says of files: absolute path, or address, to row. */
export type Manifest = Map<string, ManifestRow>;

/** Everything that is wrong with a manifest, in lines a user can act on. */
export class ManifestError extends Error {
  override readonly name = "ManifestError";
  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super(`The manifest ${file} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

const COLUMNS = [
  "path",
  "url",
  "organisation_code",
  "organisation_name",
  "sector",
  "meeting_date",
  "password",
] as const;
type Column = (typeof COLUMNS)[number];
/** Enough to see what is wrong with a large manifest. */
const MAX_PROBLEMS = 20;

/**
 * Reads a manifest CSV (header row; `path` or `url` and, each optional, organisation_code, organisation_name, sector,
 * meeting_date, password). Paths are relative to the manifest's own folder.
 *
 * Throws `ManifestError` naming every problem with its line; nothing of a wrong manifest is used.
 */
export async function readManifest(file: string): Promise<Manifest> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new ManifestError(file, [error.code === "ENOENT" ? "There is no such file." : error.message]);
  });
  return parseManifest(text, file);
}

/** As `readManifest`, from the text; `file` says where relative paths start and is named in problems. */
export function parseManifest(text: string, file: string): Manifest {
  const problems: string[] = [];
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true, trim: true });
  } catch (error) {
    throw new ManifestError(file, [`It is not a CSV file: ${(error as Error).message}.`]);
  }
  const header = rows[0];
  if (header === undefined) throw new ManifestError(file, ["It is empty. The first line names the columns."]);
  checkHeader(header, problems);
  if (problems.length > 0) throw new ManifestError(file, problems);

  const manifest: Manifest = new Map();
  for (const [index, cells] of rows.slice(1).entries()) {
    const line = index + 2;
    if (cells.length !== header.length) {
      problems.push(`Line ${line}: ${cells.length} fields where the header has ${header.length}.`);
      continue;
    }
    const row = new Map(
      header.map((column, at) => [column as Column, cells[at] === "" ? null : (cells[at] ?? null)]),
    );
    const [path, url] = [row.get("path") ?? null, row.get("url") ?? null];
    if (path === null && url === null) {
      problems.push(`Line ${line}: no path and no url.`);
      continue;
    }
    // Where a file has been saved, its address only says where it came from.
    const source = path === null ? readUrl(url as string) : resolve(dirname(file), path);
    if (typeof source !== "string") {
      problems.push(`Line ${line}: url ${source.problem}`);
      continue;
    }
    const meetingDate = row.get("meeting_date") ?? null;
    if (meetingDate !== null && !isCalendarDay(meetingDate)) {
      problems.push(
        `Line ${line}: meeting_date '${meetingDate}' is not a day written YYYY-MM-DD, such as 2010-01-28.`,
      );
      continue;
    }
    if (manifest.has(source)) {
      problems.push(`Line ${line}: ${path ?? url} stands in the manifest twice.`);
      continue;
    }
    manifest.set(source, {
      organisationCode: row.get("organisation_code") ?? null,
      organisationName: row.get("organisation_name") ?? null,
      sector: row.get("sector") ?? null,
      meetingDate,
      password: row.get("password") ?? null,
    });
  }
  if (problems.length > MAX_PROBLEMS) {
    problems.splice(MAX_PROBLEMS, problems.length, `... and ${problems.length - MAX_PROBLEMS} more.`);
  }
  if (problems.length > 0) throw new ManifestError(file, problems);
  return manifest;
}

/** Whether a source is an address and not a path. */
export function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** An address in its one writing; names the same thing as the text, without a part of it after '#'. */
function readUrl(text: string): string | { problem: string } {
  if (!isUrl(text) || !URL.canParse(text)) {
    return { problem: `'${text}' is no address that begins with http:// or https://.` };
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    return { problem: "holds a user or password, which would be stored and shown. Leave them out." };
  }
  url.hash = "";
  return url.href;
}

function checkHeader(header: readonly string[], problems: string[]): void {
  for (const column of header) {
    if (!(COLUMNS as readonly string[]).includes(column)) {
      problems.push(`Line 1: unknown column '${column}'. Allowed: ${COLUMNS.join(", ")}.`);
    }
  }
  const repeated = header.find((column, index) => header.indexOf(column) !== index);
  if (repeated !== undefined) problems.push(`Line 1: the column '${repeated}' stands there twice.`);
  if (!header.includes("path") && !header.includes("url"))
    problems.push("Line 1: there is no column 'path' and none 'url'.");
}

function isCalendarDay(text: string): boolean {
  if (!IsoDate.safeParse(text).success) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
