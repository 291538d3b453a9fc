import { join } from "node:path";
import type { Outcome } from "../../schemas/outcome.js";
import { runQuery } from "../../sql/run-query.js";
import type { Archive } from "../archive.js";
import type { IngestResult } from "../commands/ingest.js";
import { sortOutcomes } from "../run/summary.js";
import { renderTable } from "../table.js";

/** What the demonstration shows. */
export interface Demo {
  dataFolder: string;
  reportFile: string;
  isNew: boolean;
  outcomes: { outcome: Outcome; files: number }[];
  innovations: { domain: string; parent_domain: string; half_year: string; innovations: number }[];
  orientation: {
    organisation_code: string;
    organisation_name: string;
    meetings: number;
    passages: number;
    problem_sensing: number;
    comfort_seeking: number;
  }[];
  findings: Finding[];
}

interface Finding {
  kind: "innovation" | "problem_sensing" | "comfort_seeking";
  /** Name of the innovation; null for the other kinds. */
  label: string | null;
  quote: string;
  text: string;
  page: number;
  organisation_name: string;
  meeting_date: string;
  source: string;
}

const KIND_OF_FINDING: Record<Finding["kind"], string> = {
  innovation: "An innovation in use",
  problem_sensing: "Problem-sensing",
  comfort_seeking: "Comfort-seeking",
};

/** Reads what the demonstration shows from the archive's marts. */
export async function readDemo(archive: Archive, result: IngestResult): Promise<Demo> {
  const { pool, dataFolder } = archive;
  return {
    dataFolder,
    reportFile: join(dataFolder, "boardsense-report.html"),
    isNew: result.offered.some(({ change }) => change !== "known"),
    outcomes: sortOutcomes(result.outcomes),
    innovations: await runQuery(pool, "demo_innovations"),
    orientation: await runQuery(pool, "demo_orientation"),
    findings: await runQuery<Finding>(pool, "demo_findings"),
  };
}

/** The demonstration in words and tables, for a terminal. */
export function describeDemo(demo: Demo): string {
  return [
    "The sample archive: constructed minutes of five invented health bodies (samples/README.md).",
    demo.isNew ? "" : "Nothing was new since the last time.\n",
    "Files by outcome",
    indent(
      renderTable(
        ["outcome", "files"],
        demo.outcomes.map(({ outcome, files }) => [outcome, files]),
      ),
    ),
    "Innovations in use, by domain and half-year of the first meeting that reports their use",
    indent(tabulateInnovations(demo.innovations)),
    "Problem-sensing and comfort-seeking by body (passages; reading them from minutes is boardsense's own step)",
    indent(
      renderTable(
        ["body", "name", "meetings", "passages", "problem-sensing", "comfort-seeking"],
        demo.orientation.map((row) => [
          row.organisation_code,
          row.organisation_name,
          row.meetings,
          row.passages,
          row.problem_sensing,
          row.comfort_seeking,
        ]),
      ),
    ),
    ...demo.findings.map(describeFinding),
    "Coded by machine. Its error was measured on model-coded gold; it has not been validated on minutes of NHS hospital boards.",
    "",
    `The report with every quote: ${demo.reportFile}`,
    "Next:",
    `  npx boardsense sql innovations_in_use_in_period --param from=2010-01-01 --param to=2011-06-30 --data ${quoteShell(demo.dataFolder)}`,
    "  npx boardsense ingest FOLDER        (your own PDFs, into an archive of your own)",
    "  npx boardsense --help",
    "",
  ].join("\n");
}

function tabulateInnovations(rows: Demo["innovations"]): string {
  const halfYears = [...new Set(rows.map((row) => row.half_year))].filter((halfYear) =>
    rows.some((row) => row.half_year === halfYear && row.innovations > 0),
  );
  const domains = [...new Map(rows.map((row) => [row.domain, row.parent_domain]))];
  const count = (domain: string, halfYear: string) =>
    rows.find((row) => row.domain === domain && row.half_year === halfYear)?.innovations ?? 0;
  const body = domains.map(([domain, parent]) => {
    const cells = halfYears.map((halfYear) => count(domain, halfYear));
    return [domain, parent, ...cells, sum(cells)];
  });
  const totals = halfYears.map((halfYear) => sum(domains.map(([domain]) => count(domain, halfYear))));
  return renderTable(
    ["domain", "under", ...halfYears, "all"],
    [...body, ["all", "", ...totals, sum(totals)]],
  );
}

function describeFinding(finding: Finding): string {
  const label = finding.label === null ? "" : ` (${finding.label})`;
  const where = `${finding.organisation_name}, ${finding.meeting_date}, page ${finding.page}`;
  const decided = finding.quote === finding.text ? "" : `  Decided by: "${finding.quote}"\n`;
  return `${KIND_OF_FINDING[finding.kind]}${label}: ${where}\n  "${finding.text}"\n${decided}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

function quoteShell(text: string): string {
  return /^[\w@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
