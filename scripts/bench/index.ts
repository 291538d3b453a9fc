import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";
import { benchFiles } from "./files.js";
import { type Measurement, run, type Said } from "./measure.js";

/**
 * `npm run bench -- [FOLDER] [--no-pipeline]`: pages a second and peak memory for pdf-parse alone, extraction,
 * extraction with structure, pdftotext where it is installed, and the whole pipeline, one after the other over the same
 * files. Each way runs twice and the better time counts, since other work on the machine only ever makes it slower.
 */
const arguments_ = process.argv.slice(2);
const folder = arguments_.find((argument) => !argument.startsWith("-"));
const withPipeline = !arguments_.includes("--no-pipeline");
const scratch = mkdtempSync(join(tmpdir(), "boardsense-bench-"));
const REPEATS = 2;
// As reading processes are started (workers/reading).
const READING_FLAGS = ["--max-semi-space-size=32"];

try {
  const { from, files } = benchFiles(folder);
  if (files.length === 0)
    throw new Error(`${from} holds no PDF. Give a folder of PDFs: npm run bench -- FOLDER`);
  process.stderr.write(`${files.length} files from ${from}\n`);
  const list = join(scratch, "files.txt");
  writeFileSync(list, files.join("\n"));
  const measured: Measurement[] = [];
  for (const [way, what] of [
    ["get-text", "pdf-parse getText alone"],
    ["extract", "extraction alone"],
    ["structure", "extraction and structure"],
  ] as const) {
    measured.push(await best(() => readInOneProcess(way, what, list)));
  }
  const { pages } = measured[0] as Measurement;
  const pdftotext = await best(() => measurePdftotext(files, pages)).catch(() => null);
  if (pdftotext) measured.push(pdftotext);
  else process.stderr.write("pdftotext is not installed: left out.\n");
  if (withPipeline) measured.push(await measureWholePipeline(files, pages));
  report(measured);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function best(measure: () => Promise<Measurement>): Promise<Measurement> {
  const all: Measurement[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) all.push(await measure());
  return all.sort((a, b) => a.seconds - b.seconds)[0] as Measurement;
}

async function readInOneProcess(way: string, what: string, list: string): Promise<Measurement> {
  const reader = fileURLToPath(new URL("./reader.js", import.meta.url));
  const { output, peakMb } = await run(process.execPath, [
    ...(way === "get-text" ? [] : READING_FLAGS),
    reader,
    way,
    list,
  ]);
  const said = JSON.parse(output.trim().split("\n").at(-1) ?? "{}") as Said;
  return {
    what,
    processes: 1,
    pages: said.pages,
    seconds: said.seconds,
    pagesPerSecond: said.pages / said.seconds,
    cpuSeconds: said.cpuSeconds,
    peakMb,
    note: said.failed > 0 ? `${said.failed} files not readable` : "",
  };
}

async function measurePdftotext(files: readonly string[], pages: number): Promise<Measurement> {
  let seconds = 0;
  let peakMb: number | null = null;
  for (const file of files) {
    const result = await run("pdftotext", [file, join(scratch, "out.txt")], { mayFail: true });
    seconds += result.seconds;
    peakMb = Math.max(peakMb ?? 0, result.peakMb ?? 0) || null;
  }
  const note = "a process a file";
  return {
    what: "pdftotext",
    processes: 1,
    pages,
    seconds,
    pagesPerSecond: pages / seconds,
    cpuSeconds: null,
    peakMb,
    note,
  };
}

/** From files to coded rows through the command itself: embedded database, queue, reading processes, coding, loading. */
async function measureWholePipeline(files: readonly string[], pages: number): Promise<Measurement> {
  const command = join(PACKAGE_ROOT, "bin", "boardsense.js");
  const archive = join(scratch, "archive");
  const { output, seconds, peakMb } = await run(
    process.execPath,
    [command, "ingest", ...files, "--ocr", "never", "--data", archive, "--json"],
    { mayFail: true },
  );
  const outcomes = readOutcomes(output);
  await run(process.execPath, [command, "db", "stop", "--data", archive], { mayFail: true });
  return {
    what: "whole pipeline",
    processes: 2,
    pages,
    seconds,
    pagesPerSecond: pages / seconds,
    cpuSeconds: null,
    peakMb,
    note: `with the start of its database${outcomes ? `; ${outcomes}` : ""}`,
  };
}

function readOutcomes(output: string): string {
  try {
    const { outcomes } = JSON.parse(output) as { outcomes?: Record<string, number> };
    return Object.entries(outcomes ?? {})
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(", ");
  } catch {
    return "";
  }
}

function report(measured: readonly Measurement[]): void {
  const base = measured[0]?.pagesPerSecond ?? 1;
  const other = measured.find(({ what }) => what === "pdftotext")?.pagesPerSecond;
  const rows = measured.map((row) => [
    row.what,
    String(row.processes),
    String(row.pages),
    row.seconds.toFixed(2),
    row.pagesPerSecond.toFixed(0),
    (row.pagesPerSecond / base).toFixed(2),
    other === undefined ? "" : (row.pagesPerSecond / other).toFixed(2),
    row.cpuSeconds?.toFixed(2) ?? "",
    row.peakMb === null ? "" : String(row.peakMb),
    row.note,
  ]);
  const head = [
    "what",
    "processes",
    "pages",
    "s",
    "pages/s",
    "x getText",
    "x pdftotext",
    "CPU s",
    "peak MB",
    "note",
  ];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, column) =>
      column === 0 || column === head.length - 1
        ? cell.padEnd(widths[column] ?? 0)
        : cell.padStart(widths[column] ?? 0),
    );
    process.stdout.write(`${cells.join("  ").trimEnd()}\n`);
  }
}
