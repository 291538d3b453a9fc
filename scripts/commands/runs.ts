import { Command, InvalidArgumentError, Option } from "commander";
import { withArchive } from "../archive.js";
import { UsageError } from "../errors.js";
import { describeDiff } from "../runs/describe-diff.js";
import { describeRun, describeRuns } from "../runs/describe-runs.js";
import { type Run, readRun, readRuns } from "../runs/read.js";
import { readCodingDiff } from "../runs/read-diff.js";

interface ListOptions {
  limit: number;
  json?: boolean;
}

interface DiffOptions extends ListOptions {
  coder?: "rules" | "model";
}

/** `boardsense runs`: what was done to the archive when, by which versions, and what they say differently. */
export function runsCommand(): Command {
  return new Command("runs")
    .description(
      "List the runs of the archive, show one, or say which codings two runs' versions decide differently and why.",
    )
    .addHelpText("after", "\nExample:\n\n    boardsense runs diff 1 2\n")
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(diffCommand());
}

function listCommand(): Command {
  return new Command("list")
    .description(
      "List the latest runs: when, how they ended, what they did, and by which versions they coded.",
    )
    .option("--limit <n>", "how many at most", readLimit, 20)
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense runs list --limit 5\n")
    .action(({ limit, json }: ListOptions, command: Command) =>
      withArchive(command, async ({ pool }) => {
        const runs = await readRuns(pool, limit);
        write(json, { runs }, () => describeRuns(runs));
      }),
    );
}

function showCommand(): Command {
  return new Command("show")
    .description("Show one run: when, what it was given, what it did, and every version by which it coded.")
    .argument("<run>", "number of the run")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense runs show 2\n")
    .action((runId: string, { json }: { json?: boolean }, command: Command) =>
      withArchive(command, async ({ pool }) => {
        const run = await readRun(pool, runId);
        write(json, run, () => describeRun(run));
      }),
    );
}

function diffCommand(): Command {
  return new Command("diff")
    .description(
      "Say which codings differ between the versions by which two runs coded, and why: totals by frame and code, then the codings with their quotes.",
    )
    .argument("<before>", "number of the one run")
    .argument("<after>", "number of the other")
    .option("--limit <n>", "how many changed codings to show", readLimit, 20)
    .addOption(
      new Option("--coder <coder>", "compare one coder's own answers in place of those that stand").choices([
        "rules",
        "model",
      ]),
    )
    .option("--json", "machine-readable answer on stdout, with every changed coding")
    .addHelpText("after", "\nExample:\n\n    boardsense runs diff 1 2 --limit 50\n")
    .action((one: string, other: string, { limit, coder, json }: DiffOptions, command: Command) =>
      withArchive(command, async ({ pool }) => {
        const [before, after] = [await readRun(pool, one), await readRun(pool, other)];
        const pins = { before: pinsOf(before), after: pinsOf(after) };
        const diff = await readCodingDiff(pool, pins, {
          limit: json ? null : limit,
          ...(coder === undefined ? {} : { coder }),
        });
        write(json, { before, after, ...diff }, () => describeDiff({ before, after }, diff));
      }),
    );
}

function pinsOf({ pins, runId, command }: Run) {
  if (pins !== null) return pins;
  throw new UsageError(
    `Run ${runId} (${command}) coded nothing: choose runs with a letter under versions in \`boardsense runs list\`.`,
  );
}

function readLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A whole number from 1.");
}

function write(json: boolean | undefined, answer: unknown, describe: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(answer, null, 2)}\n` : describe());
}
