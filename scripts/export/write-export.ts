import { writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type pg from "pg";
import { IsoDate } from "../../schemas/minutes.js";
import { type Chosen, type ExportChoice, withExport } from "../../sql/export.js";
import { UsageError } from "../errors.js";
import { programVersion } from "../program-version.js";
import { codebookXml, qdaCodesOf } from "../refi-qda/index.js";
import { type ExportedFile, writeManifest } from "./manifest.js";
import { fillFile, fillFolder, MANIFEST } from "./place.js";
import { type Coders, readChosenCodebooks, readChosenOrganisations, writeQdaProject } from "./qda.js";
import { type TableFormat, writeTables } from "./tables.js";

export const FORMATS = ["csv", "parquet", "jsonl", "qdpx", "qdc"] as const;

/** What to export, and where to. */
export interface ExportOptions {
  format: (typeof FORMATS)[number];
  out: string;
  from?: string;
  to?: string;
  organisation: string[];
  frame: string[];
  withNoes?: boolean;
  split?: "organisation";
  coders: Coders;
  replace?: boolean;
}

/** Whether the export is one file with its manifest beside it, or a folder. */
export function isFileFormat({ format, split }: Pick<ExportOptions, "format" | "split">): boolean {
  return format === "qdc" || (format === "qdpx" && split === undefined);
}

/**
 * Writes what was chosen of an archive with its manifest: all of it, or nothing. Throws `UsageError` for a choice that
 * holds nothing, names what is not there, or a place that holds other things.
 */
export async function writeExport(pool: pg.Pool, options: ExportOptions): Promise<ExportedFile[]> {
  const choice = readChoice(options);
  refuseIdleOptions(options);
  return withExport(pool, choice, async (chosen) => {
    await refuseEmptyChoice(chosen, choice);
    return writeChosen(pool, chosen, choice, options);
  });
}

function readChoice({ from, to, organisation, frame, withNoes }: ExportOptions): ExportChoice {
  for (const [name, day] of Object.entries({ from, to })) {
    if (day !== undefined && (!IsoDate.safeParse(day).success || Number.isNaN(Date.parse(day))))
      throw new UsageError(`--${name} ${day}: a day such as 2010-01-31 is needed.`);
  }
  if (from !== undefined && to !== undefined && from > to)
    throw new UsageError(`--from ${from} is later than --to ${to}.`);
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(organisation.length === 0 ? {} : { organisations: [...new Set(organisation)].sort() }),
    ...(frame.length === 0 ? {} : { frames: [...new Set(frame)].sort() }),
    ...(withNoes ? { hasNoes: true } : {}),
  };
}

function refuseIdleOptions({ format, withNoes, split, coders }: ExportOptions): void {
  const isTables = !["qdpx", "qdc"].includes(format);
  if (withNoes && !isTables) throw new UsageError("--with-noes is for tables: csv, parquet or jsonl.");
  if (split !== undefined && format !== "qdpx") throw new UsageError("--split is for --format qdpx.");
  if (coders === "all" && format !== "qdpx") throw new UsageError("--coders is for --format qdpx.");
}

async function refuseEmptyChoice(chosen: Chosen, choice: ExportChoice): Promise<void> {
  const { rows } = await chosen.client.query<{ code: string }>(
    "select organisation_code as code from raw.organisations",
  );
  const known = rows.map((row) => row.code);
  const unknown = choice.organisations?.filter((code) => !known.includes(code)) ?? [];
  if (unknown.length > 0) {
    throw new UsageError(
      `The archive has no body '${unknown.join("', '")}'. \`boardsense organisations list\` shows those there are.`,
    );
  }
  const frames = choice.frames?.filter((frame) => !chosen.frames.includes(frame)) ?? [];
  if (frames.length > 0) {
    throw new UsageError(
      `The archive is not coded by the frame '${frames.join("', '")}'. Those there are: ${[...new Set(chosen.facts.coders.map(({ frame }) => frame))].join(", ") || "none"}.`,
    );
  }
  if (chosen.meetings === 0)
    throw new UsageError("There are no meetings in what was chosen: nothing was written.");
}

async function writeChosen(
  pool: pg.Pool,
  chosen: Chosen,
  choice: ExportChoice,
  options: ExportOptions,
): Promise<ExportedFile[]> {
  const { format, out, replace = false } = options;
  const parts = { format, choice, facts: chosen.facts };
  if (isFileFormat(options)) {
    const files = await fillFile(out, replace, async (file) => {
      const made =
        format === "qdc" ? await writeQdc(pool, chosen, file) : await writeQdpx(pool, chosen, options, file);
      const name = basename(resolve(out));
      const exported = [{ file: name, ...made }];
      // A project's ZIP may hold nothing but the project: its manifest lies beside it.
      await writeManifest(`${resolve(out)}.${MANIFEST}`, () => file, { ...parts, files: exported });
      return exported;
    });
    return files;
  }
  return fillFolder(out, replace, async (folder) => {
    const files =
      format === "qdpx"
        ? await writeSplit(pool, chosen, options, folder)
        : await writeTables(chosen.tables, { format: format as TableFormat, folder });
    await writeManifest(join(folder, MANIFEST), (file) => join(folder, file), { ...parts, files });
    return files;
  });
}

async function writeQdc(pool: pg.Pool, chosen: Chosen, file: string) {
  const codes = (await readChosenCodebooks(pool, chosen)).flatMap(qdaCodesOf);
  writeFileSync(file, codebookXml(codes, `boardsense ${programVersion()}`));
  return { holds: "Codes with their descriptions and parents.", rows: codes.length };
}

async function writeQdpx(pool: pg.Pool, chosen: Chosen, { coders }: ExportOptions, file: string) {
  const codebooks = await readChosenCodebooks(pool, chosen);
  const organisations = await readChosenOrganisations(chosen);
  const made = await writeQdaProject(chosen, codebooks, { file, organisations, coders });
  return { holds: `Codings of ${made.sources} meetings.`, rows: made.codings };
}

async function writeSplit(pool: pg.Pool, chosen: Chosen, { coders }: ExportOptions, folder: string) {
  const codebooks = await readChosenCodebooks(pool, chosen);
  const files: ExportedFile[] = [];
  for (const organisation of await readChosenOrganisations(chosen)) {
    const file = `${organisation.replace(/[^\w.-]/g, "_")}.qdpx`;
    const made = await writeQdaProject(chosen, codebooks, {
      file: join(folder, file),
      organisations: [organisation],
      coders,
    });
    files.push({
      file,
      holds: `Codings of ${made.sources} meetings of ${organisation}.`,
      rows: made.codings,
    });
  }
  return files;
}
