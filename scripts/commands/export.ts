import { writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { IsoDate } from "../../schemas/minutes.js";
import { type Chosen, type ExportChoice, withExport } from "../../sql/export.js";
import { type Archive, withArchive } from "../archive.js";
import { UsageError } from "../errors.js";
import { type ExportedFile, writeManifest } from "../export/manifest.js";
import { fillFile, fillFolder, MANIFEST } from "../export/place.js";
import { type Coders, readChosenCodebooks, readChosenOrganisations, writeQdaProject } from "../export/qda.js";
import { type TableFormat, writeTables } from "../export/tables.js";
import { programVersion } from "../program-version.js";
import { codebookXml, qdaCodesOf } from "../refi-qda/index.js";

const FORMATS = ["csv", "parquet", "jsonl", "qdpx", "qdc"] as const;

interface Options {
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
  json?: boolean;
}

/** `boardsense export`: tables with their dictionary, or a project for programs of qualitative analysis. */
export function exportCommand(): Command {
  const collect = (value: string, previous: string[]) => [...previous, value];
  return new Command("export")
    .description(
      "Write the archive for other programs: tables (csv, parquet, jsonl) in a folder, or a REFI-QDA project (qdpx) or codebook (qdc) for NVivo, MAXQDA, ATLAS.ti and QualCoder. With a manifest of every version and sha256.",
    )
    .addOption(new Option("--format <format>", "what to write").choices(FORMATS).makeOptionMandatory())
    .requiredOption("--out <place>", "a new folder; for qdpx and qdc a new file")
    .option("--from <date>", "only meetings from this day on, YYYY-MM-DD")
    .option("--to <date>", "only meetings up to this day, YYYY-MM-DD")
    .option("--organisation <code>", "only meetings of this body; may be given several times", collect, [])
    .option("--frame <frame>", "only codings of this frame; may be given several times", collect, [])
    .option("--with-noes", "tables: a row for each code that does not apply, too (many times as many rows)")
    .addOption(new Option("--split <by>", "qdpx: one project a body, in a folder").choices(["organisation"]))
    .addOption(
      new Option("--coders <which>", "qdpx: the answers that stand, or what every coder of the archive said")
        .choices(["standing", "all"])
        .default("standing"),
    )
    .option("--replace", "put it in the place of an earlier export")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText(
      "after",
      `
Tables: organisations, documents, meetings, passages, codes, innovations, innovation_mentions, and of the coding
  answers   a row for every passage and frame that was asked
  codings   a row for every code that applies; what an answer does not name does not apply
dictionary.csv says what each column means, manifest.json what was exported. The same archive gives the same bytes.

Examples:

    boardsense export --format parquet --out minutes-2010 --from 2010-01-01 --to 2010-12-31
    boardsense export --format qdpx --out minutes.qdpx --frame orientation
`,
    )
    .action((options: Options, command: Command) =>
      withArchive(command, async (archive) => {
        const choice = readChoice(options);
        refuseIdleOptions(options);
        const files = await withExport(archive.pool, choice, async (chosen) => {
          await refuseEmptyChoice(chosen, choice);
          return writeExport(archive, chosen, choice, options);
        });
        report(files, options);
      }),
    );
}

function readChoice({ from, to, organisation, frame, withNoes }: Options): ExportChoice {
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

function refuseIdleOptions({ format, withNoes, split, coders }: Options): void {
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

async function writeExport(
  archive: Archive,
  chosen: Chosen,
  choice: ExportChoice,
  options: Options,
): Promise<ExportedFile[]> {
  const { format, out, replace = false } = options;
  const parts = { format, choice, facts: chosen.facts };
  if (format === "qdc" || (format === "qdpx" && options.split === undefined)) {
    const files = await fillFile(out, replace, async (file) => {
      const made =
        format === "qdc"
          ? await writeQdc(archive, chosen, file)
          : await writeQdpx(archive, chosen, options, file);
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
        ? await writeSplit(archive, chosen, options, folder)
        : await writeTables(chosen.tables, { format: format as TableFormat, folder });
    await writeManifest(join(folder, MANIFEST), (file) => join(folder, file), { ...parts, files });
    return files;
  });
}

async function writeQdc({ pool }: Archive, chosen: Chosen, file: string) {
  const codes = (await readChosenCodebooks(pool, chosen)).flatMap(qdaCodesOf);
  writeFileSync(file, codebookXml(codes, `boardsense ${programVersion()}`));
  return { holds: "Codes with their descriptions and parents.", rows: codes.length };
}

async function writeQdpx({ pool }: Archive, chosen: Chosen, { coders }: Options, file: string) {
  const codebooks = await readChosenCodebooks(pool, chosen);
  const organisations = await readChosenOrganisations(chosen);
  const made = await writeQdaProject(chosen, codebooks, { file, organisations, coders });
  return { holds: `Codings of ${made.sources} meetings.`, rows: made.codings };
}

async function writeSplit({ pool }: Archive, chosen: Chosen, { coders }: Options, folder: string) {
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

function report(files: readonly ExportedFile[], { out, json }: Options): void {
  const place = resolve(out);
  if (json) {
    process.stdout.write(`${JSON.stringify({ out: place, files }, null, 2)}\n`);
    return;
  }
  const width = Math.max(...files.map(({ rows }) => String(rows).length));
  for (const { file, rows } of files) process.stdout.write(`${String(rows).padStart(width)} rows  ${file}\n`);
  process.stdout.write(`In ${place}, described in ${MANIFEST}.\n`);
}
