import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { bandOf, drawSample } from "../../pipeline/sampling/index.js";
import {
  finishRun,
  listFrames,
  listSamples,
  readMachineOfFrame,
  readSample,
  readSamplingFrame,
  readSheetPassages,
  type SampleDesign,
  type SamplingRow,
  startRun,
  storeSample,
} from "../../sql/load/index.js";
import type { Warehouse } from "../../sql/warehouse.js";
import { writeSheet } from "../coding-sheet/write-csv.js";
import { sheetProject } from "../coding-sheet/write-qdpx.js";
import { ExpectedError, UsageError } from "../errors.js";
import { writeProject } from "../refi-qda/index.js";
import { renderTable } from "../table.js";

/** What a sample can be spread over. */
const STRATIFIERS = ["organisation", "half_year", "score"] as const;
type Stratifier = (typeof STRATIFIERS)[number];

interface Options {
  frame?: string;
  n: number;
  stratify: Stratifier[];
  seed: number;
  out?: string;
  format: "csv" | "qdpx";
  again?: string;
  withBody?: boolean;
  bom: boolean;
  force?: boolean;
  json?: boolean;
}

/** `boardsense sample`: draws passages for people to code, with known chances, and writes the sheet. */
export function sampleCommand(open: (command: Command) => Promise<Warehouse>): Command {
  return new Command("sample")
    .description(
      "Draw passages for people to code, each with a chance that is recorded, and write a coding sheet that does not show what the machine says. Without --out, list the samples there are.",
    )
    .option("--frame <frame>", "the coding frame to code by, such as orientation")
    .option("--n <n>", "how many passages", readWhole, 300)
    .option(
      "--stratify <list>",
      `spread over: any of ${STRATIFIERS.join(", ")}. With score, passages that the machine marks or is in doubt about are drawn more often: codes are rare`,
      readStratifiers,
      [...STRATIFIERS],
    )
    .option("--seed <n>", "another seed draws another sample", readWhole, 1)
    .option("--out <file>", "the sheet to write")
    .addOption(
      new Option(
        "--format <format>",
        "a table for a spreadsheet, or a REFI-QDA project for NVivo, MAXQDA, QualCoder …",
      )
        .choices(["csv", "qdpx"])
        .default("csv"),
    )
    .option("--again <sample>", "write the sheet of a sample that was drawn before")
    .option("--with-body", "show body and date: coders then know whose minutes they read")
    .option("--no-bom", "leave out the mark by which Excel knows UTF-8")
    .option("--force", "write over a file that is there")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText(
      "after",
      `
Example:

    boardsense sample --frame orientation --n 300 --stratify organisation,half_year,score --out sheet.csv

docs/human-coding.md goes from here to corrected figures.
`,
    )
    .action(async (options: Options, command: Command) => {
      const warehouse = await open(command);
      try {
        if (options.out === undefined) await list(warehouse, options);
        else await draw(warehouse, options, resolve(options.out));
      } finally {
        await warehouse.close();
      }
    });
}

async function list({ pool }: Warehouse, { json, frame }: Options): Promise<void> {
  if (frame !== undefined) throw new UsageError("Name the sheet to write: --out sheet.csv.");
  const samples = await listSamples(pool);
  if (json) {
    process.stdout.write(`${JSON.stringify(samples, null, 2)}\n`);
    return;
  }
  const rows = samples.map((sample) => [
    sample.sampleId,
    sample.frame,
    sample.stratifiedBy.join(", "),
    sample.passagesInFrame,
    sample.passagesDrawn,
    sample.passagesCoded,
    sample.drawnAt.toISOString().slice(0, 10),
  ]);
  process.stdout.write(
    rows.length === 0
      ? "No sample has been drawn. Draw one: boardsense sample --frame orientation --out sheet.csv\n"
      : renderTable(["sample", "frame", "spread over", "passages", "drawn", "coded by people", "on"], rows),
  );
}

async function draw(warehouse: Warehouse, options: Options, file: string): Promise<void> {
  const { pool } = warehouse;
  if (existsSync(file) && !options.force)
    throw new UsageError(
      `${file} is there already, perhaps with answers in it. Name another, or give --force.`,
    );
  const sampleId = options.again ?? (await drawAndStore(warehouse, options));
  const sample = await readSample(pool, sampleId);
  if (sample === null)
    throw new UsageError(`There is no sample '${sampleId}'. \`boardsense sample\` lists those there are.`);
  const machine = await readMachineOfFrame(pool, sample.frame);
  if (machine === null)
    throw new ExpectedError(`The archive is no longer coded by the frame '${sample.frame}' of this sample.`);
  const sheet = {
    sampleId,
    codebook: machine.codebook,
    passages: await readSheetPassages(pool, sample.passageIds),
    withBody: options.withBody === true,
    withBom: options.bom,
  };
  mkdirSync(dirname(file), { recursive: true });
  if (options.format === "csv") writeFileSync(file, writeSheet(sheet));
  else await writeProjectFile(sheetProject(sheet), file);
  const { frame, passagesInFrame, stratifiedBy } = sample;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ sampleId, frame, file, passages: sheet.passages.length, passagesInFrame, stratifiedBy, seed: sample.seed }, null, 2)}\n`
      : `${file}: ${sheet.passages.length} of ${passagesInFrame} passages (sample ${sampleId}), in random order.\n` +
          `When they are coded: boardsense import-codings ${options.out} --coder XY\n`,
  );
}

async function writeProjectFile(project: Parameters<typeof writeProject>[0], file: string): Promise<void> {
  try {
    await writeProject(project, createWriteStream(file));
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

async function drawAndStore({ pool }: Warehouse, options: Options): Promise<string> {
  const { frame, n, seed } = options;
  const frames = await listFrames(pool);
  if (frames.length === 0) throw new ExpectedError("This archive is empty: there is nothing to draw from.");
  const known = `This archive is coded by ${frames.join(", ")}.`;
  if (frame === undefined) throw new UsageError(`Name the frame to code by: --frame. ${known}`);
  const machine = await readMachineOfFrame(pool, frame);
  if (machine === null) throw new UsageError(`There is no frame '${frame}'. ${known}`);
  const rows = await readSamplingFrame(pool, frame);
  if (rows.length === 0) throw new ExpectedError(`No passage has been coded by '${frame}' yet.`);
  if (n > rows.length)
    throw new UsageError(`--n ${n}: the archive has ${rows.length} passages coded by '${frame}'.`);
  const stratifiedBy = STRATIFIERS.filter((name) => options.stratify.includes(name));
  const byScore = stratifiedBy.includes("score");
  const draw = drawSample(
    rows.map((row) => ({ ...row, id: row.passageId, groups: groupsOf(row, stratifiedBy) })),
    { n, seed, byScore },
  );
  const { codebook: _, ...coder } = machine;
  const design: Omit<SampleDesign, "sampleId"> = {
    frame,
    machine: coder,
    stratifiedBy,
    seed,
    strata: draw.strata,
    passages: draw.passages,
    population: rows.map((row) => ({ ...row, band: byScore ? bandOf(row) : "all" })),
  };
  // The same sample of the same archive is the same record, however often it is drawn.
  const sampleId = createHash("sha256").update(JSON.stringify(design)).digest("hex").slice(0, 10);
  const runId = await startRun(pool, "sample", { frame, n, seed, stratifiedBy, sampleId });
  await storeSample(pool, { ...design, sampleId }, runId);
  await finishRun(pool, runId, { status: "done", counts: { passages: draw.passages.length } });
  return sampleId;
}

function groupsOf(row: SamplingRow, stratifiedBy: readonly Stratifier[]): string[] {
  return stratifiedBy.flatMap((name) =>
    name === "organisation" ? row.organisationCode : name === "half_year" ? row.halfYear : [],
  );
}

function readWhole(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A whole number from 1.");
}

function readStratifiers(text: string): Stratifier[] {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !STRATIFIERS.some((known) => known === name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`'${unknown}' is none of ${STRATIFIERS.join(", ")}.`);
  return names as Stratifier[];
}
