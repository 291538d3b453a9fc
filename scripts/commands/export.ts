import { basename, resolve } from "node:path";
import { Command, Option } from "commander";
import { withArchive } from "../archive.js";
import type { ExportedFile } from "../export/manifest.js";
import { MANIFEST } from "../export/place.js";
import { type ExportOptions, FORMATS, isFileFormat, writeExport } from "../export/write-export.js";

interface Options extends ExportOptions {
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
        report(await writeExport(archive.pool, options), options);
      }),
    );
}

function report(files: readonly ExportedFile[], { out, json, ...options }: Options): void {
  const isFile = isFileFormat(options);
  const place = resolve(out);
  if (json) {
    process.stdout.write(`${JSON.stringify({ out: place, files }, null, 2)}\n`);
    return;
  }
  const width = Math.max(...files.map(({ rows }) => String(rows).length));
  for (const { file, rows } of files) process.stdout.write(`${String(rows).padStart(width)} rows  ${file}\n`);
  process.stdout.write(
    `In ${place}, described in ${isFile ? `${basename(place)}.${MANIFEST}` : MANIFEST}.\n`,
  );
}
