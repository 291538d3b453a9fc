import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { CoderName } from "../../schemas/coding.js";
import {
  finishRun,
  listFrames,
  type MachineOfFrame,
  readMachineOfFrame,
  readNamedPassages,
  readSample,
  startRun,
  storeHumanAnswers,
} from "../../sql/load/index.js";
import { beginRun } from "../../workers/ingest/begin-run.js";
import { type Archive, openArchive } from "../archive.js";
import { checkPassages } from "../coding-sheet/check-passages.js";
import { CodingsError } from "../coding-sheet/problems.js";
import { type OpenedFile, openCodings } from "../coding-sheet/read-file.js";
import { EXIT, ExpectedError, UsageError } from "../errors.js";
import { refreshMeasures } from "../measures/refresh.js";
import { tellFailedBodies } from "../run/failed-bodies.js";
import { processArchive } from "../run/process-archive.js";

interface Options {
  coder: string;
  frame?: string;
  user?: string;
  json?: boolean;
}

/** `boardsense import-codings`: takes in what a person coded, all of it or nothing. */
export function importCodingsCommand(open: (command: Command) => Promise<Archive> = openArchive): Command {
  return new Command("import-codings")
    .description(
      "Take in what a person coded: a sheet of boardsense sample (CSV), or a REFI-QDA project. All of the file is stored, or, where something is wrong with it, nothing. What the same person said of these passages before is replaced.",
    )
    .argument("<file>", "the coded sheet (.csv) or project (.qdpx)")
    .requiredOption(
      "--coder <initials>",
      "who coded: letters, digits, '.', '_' and '-'; 'consensus' for what several people agreed on, which stands over each",
      readInitials,
    )
    .option("--frame <frame>", "the coding frame, where the file does not say")
    .option("--user <name>", "whose codings of a project, where several users coded in it")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense import-codings sheet.csv --coder AB\n")
    .action(async (file: string, options: Options, command: Command) => {
      const archive = await open(command);
      try {
        await importCodings(archive, file, options);
      } finally {
        await archive.close();
      }
    });
}

async function importCodings(archive: Archive, file: string, options: Options): Promise<void> {
  const { pool } = archive;
  const opened = await openCodings(resolve(file), { user: options.user ?? null });
  const { frame, machine } = await chooseFrame(archive, file, opened, options.frame);
  const coder = `human:${options.coder}`;
  const read = opened.read(machine.codebook);
  const passages = await readNamedPassages(
    pool,
    read.answers.map(({ passageId }) => passageId),
    opened.sampleId,
  );
  const checked = checkPassages(read.answers, passages, opened.sampleId);
  const problems = [...read.problems, ...checked.problems];
  if (problems.length > 0) throw new CodingsError(file, problems);
  if (checked.answers.length === 0)
    throw new CodingsError(file, [`No passage is coded in it (${read.unanswered} are empty).`]);
  const command = "import-codings";
  const given = { file: resolve(file), coder, frame, sampleId: opened.sampleId };
  // Innovations are put together by the installed stage, which must then be the archive's.
  const plan =
    frame === "innovation"
      ? await beginRun(pool, { command, arguments: given, ocr: archive.config.BOARDSENSE_OCR })
      : null;
  const runId = plan?.runId ?? (await startRun(pool, command, given));
  const { replaced } = await storeHumanAnswers(pool, {
    coder,
    frame,
    codebookVersion: machine.codebookVersion,
    runId,
    passages,
    answers: checked.answers,
  });
  const isFinished = plan === null || (await processArchive(archive, { ...plan, isQuiet: true }));
  await refreshMeasures(pool);
  const counts = {
    passages: checked.answers.length,
    replaced,
    none: checked.answers.filter(({ codes }) => codes.length === 0).length,
    unanswered: read.unanswered,
  };
  await finishRun(pool, runId, { status: isFinished ? "done" : "stopped", counts });
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ runId, file, coder, frame, sampleId: opened.sampleId, ...counts }, null, 2)}\n`
      : `${counts.passages} passages coded by ${options.coder} in '${frame}' (${counts.none} of them with none of the codes` +
          `${replaced > 0 ? `; ${replaced} in the place of former answers` : ""}).` +
          `${read.unanswered > 0 ? ` ${read.unanswered} are not coded yet.` : ""}\n` +
          (isFinished
            ? "Next: boardsense agreement, and boardsense report.\n"
            : "Stopped. The codings are stored; run `boardsense ingest` to put the innovations together anew.\n"),
  );
  const code = await tellFailedBodies(pool);
  process.exitCode = isFinished ? code : EXIT.interrupted;
}

async function chooseFrame(
  { pool }: Archive,
  file: string,
  opened: OpenedFile,
  given: string | undefined,
): Promise<{ frame: string; machine: MachineOfFrame }> {
  const known = await listFrames(pool);
  if (known.length === 0) throw new ExpectedError("This archive is empty: there is nothing to code.");
  let frame = given ?? null;
  if (opened.sampleId !== null) {
    const sample = await readSample(pool, opened.sampleId);
    if (sample === null)
      throw new CodingsError(file, [
        `It is a sheet of the sample '${opened.sampleId}', which this archive does not have. \`boardsense sample\` lists those there are.`,
      ]);
    if (frame !== null && frame !== sample.frame)
      throw new UsageError(`--frame ${frame}: the sheet is of a sample for '${sample.frame}'.`);
    frame = sample.frame;
  }
  const own = opened.frames.filter((name) => known.includes(name));
  if (frame === null && own.length > 1)
    throw new UsageError(`${file} has codes of ${own.join(" and ")}. Say which to take in: --frame.`);
  frame ??= own[0] ?? null;
  if (frame === null)
    throw new UsageError(
      `${file} does not say which coding frame it is of. Name one with --frame: ${known.join(", ")}.`,
    );
  const machine = await readMachineOfFrame(pool, frame);
  if (machine === null)
    throw new UsageError(`There is no frame '${frame}'. This archive is coded by ${known.join(", ")}.`);
  return { frame, machine };
}

function readInitials(text: string): string {
  const initials = text.replace(/^human:/, "");
  if (CoderName.safeParse(`human:${initials}`).success) return initials;
  throw new InvalidArgumentError("Letters, digits, '.', '_' and '-' only, at most 40.");
}
