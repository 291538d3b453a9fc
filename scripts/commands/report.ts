import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { IsoDate } from "../../schemas/minutes.js";
import type { Queryable } from "../../sql/index.js";
import { ExpectedError, UsageError } from "../errors.js";
import { openReport, REPORT_FORMATS, type ReportFormat } from "../report/index.js";
import type { ReportScope } from "../report/model.js";
import { readErrorRates } from "../report/read-error-rates.js";
import { readReportModel } from "../report/read-model.js";

interface Options {
  out?: string;
  organisation?: string;
  from?: string;
  to?: string;
  format: ReportFormat;
  json?: boolean;
  plots?: string;
}

/** What the report needs of an open warehouse. */
export interface OpenForReport {
  pool: Queryable;
  close(): Promise<void>;
}

/**
 * `boardsense report`: one self-contained file with the tables and plots of the archive, every number with its
 * quotes. `defaultOut` says where the HTML file lies when `--out` is not given.
 */
export function reportCommand(
  open: (command: Command) => Promise<OpenForReport>,
  defaultOut: (command: Command) => string,
): Command {
  return new Command("report")
    .description(
      "Write one self-contained file: tables and plots of the archive, every number with its quotes.",
    )
    .option(
      "--out <file>",
      "file to write; '-' is stdout (default: boardsense-report.html in the data folder)",
    )
    .option("--organisation <code>", "one body only")
    .option("--from <date>", "first day, such as 2010-01-01")
    .option("--to <date>", "last day, such as 2011-06-30")
    .addOption(new Option("--format <format>", "how to write it").choices(REPORT_FORMATS).default("html"))
    .option("--plots <dir>", "write each plot as an SVG file of its own too")
    .option("--json", "the rows of the report on stdout, for machines (--format json --out -)")
    .addHelpText(
      "after",
      "\nExample:\n\n    boardsense report --from 2010-01-01 --to 2011-06-30 --out study-period.html\n",
    )
    .action(async (options: Options, command: Command) => {
      const format = options.json ? "json" : options.format;
      const out = options.json
        ? (options.out ?? "-")
        : (options.out ?? withEnding(defaultOut(command), format));
      const scope = readScope(options);
      const warehouse = await open(command);
      try {
        const model = await readReportModel(warehouse.pool, scope, readErrorRates());
        if (scope.organisationCode !== null && model.organisations.length === 0) {
          throw new ExpectedError(
            `No minutes of '${scope.organisationCode}' in this archive${(scope.fromDate ?? scope.toDate) ? " in that period" : ""}. The codes it knows: boardsense sql "select organisation_code, organisation_name from marts.organisations".`,
          );
        }
        const report = await openReport(model);
        write(out, report.write(format));
        if (options.plots !== undefined) {
          for (const { file, svg } of report.plots) write(join(options.plots, file), svg, process.stderr);
        }
      } finally {
        await warehouse.close();
      }
    });
}

function readScope({ organisation, from, to }: Options): ReportScope {
  const fromDate = readDay("--from", from);
  const toDate = readDay("--to", to);
  if (fromDate !== null && toDate !== null && fromDate > toDate) {
    throw new UsageError(`--from ${fromDate} is later than --to ${toDate}. Give the earlier day as --from.`);
  }
  return { organisationCode: organisation ?? null, fromDate, toDate };
}

function readDay(option: string, day: string | undefined): string | null {
  if (day === undefined) return null;
  const isDay = IsoDate.safeParse(day).success && !Number.isNaN(Date.parse(day)) && isInCalendar(day);
  if (!isDay)
    throw new UsageError(`${option} '${day}' is no day. Write it as year-month-day, such as 2010-01-28.`);
  return day;
}

/** Whether the month has that day: Date.parse takes 31 February for one in March. */
function isInCalendar(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) === day;
}

function withEnding(file: string, format: ReportFormat): string {
  return file.replace(/\.html$/, `.${format}`);
}

/** Writes a file and says where it lies; a report on stdout leaves that to itself. */
function write(out: string, text: string, told: NodeJS.WritableStream = process.stdout): void {
  if (out === "-") {
    process.stdout.write(text);
    return;
  }
  const file = resolve(out);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  told.write(`${file}\n`);
}
