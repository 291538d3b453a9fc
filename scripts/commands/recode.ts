import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { finishRun, readPins, setPins, startRun } from "../../sql/load/index.js";
import { type CodingPlan, installedPlan, storePlan } from "../../workers/coding/coding-plan.js";
import { describeUpgrade, pinsOf, VersionError } from "../../workers/ingest/begin-run.js";
import { type Archive, openArchive } from "../archive.js";
import { EXIT, ExpectedError } from "../errors.js";
import { refreshMeasures } from "../measures/refresh.js";
import { tellFailedBodies } from "../run/failed-bodies.js";
import { processArchive } from "../run/process-archive.js";

interface RecodeOptions {
  codebooks?: string;
  model?: string;
  json?: boolean;
}

/** `boardsense recode`: codes the whole archive by other codebooks or another model, without reading PDFs again. */
export function recodeCommand(): Command {
  return new Command("recode")
    .description(
      "Code the whole archive again by the installed (or given) codebooks and model, without reading PDFs.",
    )
    .option(
      "--codebooks <dir>",
      "codebooks in place of, and beside, the shipped ones (default: DATA/codebooks if there)",
    )
    .option("--model <dir>", "a trained coder other than the shipped one")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense recode --codebooks my-codebooks/\n")
    .action(async (options: RecodeOptions, command: Command) => {
      const archive = await openArchive(command);
      try {
        await recode(archive, options);
      } finally {
        await archive.close();
      }
    });
}

async function recode(archive: Archive, options: RecodeOptions): Promise<void> {
  const { pool } = archive;
  const pinned = await readPins(pool);
  if (pinned === null) throw new ExpectedError("This archive is empty: there is nothing to recode.");
  const plan = planOf(archive, options);
  const pins = { ...pinsOf(plan), settings: pinned.settings };
  const changes = describeUpgrade(pinned, pins);
  if (changes.some((change) => /^(extract|structure)/.test(change))) {
    throw new VersionError(
      `The reading stages have changed too (${changes.join("; ")}): run \`boardsense reprocess\`, which codes as well.`,
    );
  }
  if (changes.length === 0) {
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ changes })}\n`
        : "The archive is coded by exactly these versions already.\n",
    );
    return;
  }
  await storePlan(pool, plan);
  const runId = await startRun(pool, "recode", { changes, pins });
  const progress = { runId, codeKey: plan.codeKey, isQuiet: options.json === true };
  // Marts show the former codings until every document has its new ones.
  let isFinished = await processArchive(archive, progress);
  if (isFinished) {
    await setPins(pool, { runId, pins });
    isFinished = await processArchive(archive, progress);
  }
  if (isFinished) await refreshMeasures(pool);
  await finishRun(pool, runId, { status: isFinished ? "done" : "stopped" });
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ runId, isFinished, changes }, null, 2)}\n`
      : isFinished
        ? `Coded again (run ${runId}): ${changes.join("; ")}. Codings of the former versions are kept in the warehouse.\n`
        : "Stopped. The archive still shows the former codings; run the same command again to go on.\n",
  );
  const code = await tellFailedBodies(pool);
  process.exitCode = isFinished ? code : EXIT.interrupted;
}

function planOf(archive: Archive, options: RecodeOptions): CodingPlan {
  const ownFolder = join(archive.dataFolder, "codebooks");
  return installedPlan({
    codebookFolder: options.codebooks ?? (existsSync(ownFolder) ? ownFolder : null),
    modelFolder: options.model ?? null,
  });
}
