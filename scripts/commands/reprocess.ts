import { dirname } from "node:path";
import { Command } from "commander";
import { countOutcomes, finishRun, readKnownFiles, readPins } from "../../sql/load/index.js";
import { beginUpgrade } from "../../workers/ingest/begin-run.js";
import { offerFoundFiles } from "../../workers/ingest/offer-found-files.js";
import { findFiles } from "../../workers/sources/find-files.js";
import { splitSource } from "../../workers/sources/zip-source.js";
import { type Archive, openArchive } from "../archive.js";
import { EXIT, ExpectedError } from "../errors.js";
import { refreshMeasures } from "../measures/refresh.js";
import { tellFailedBodies } from "../run/failed-bodies.js";
import { processArchive } from "../run/process-archive.js";
import { describeOutcomes, hasUncoded } from "../run/summary.js";

/** `boardsense reprocess`: reads and codes every file of the archive again by the installed release. */
export function reprocessCommand(): Command {
  return new Command("reprocess")
    .description("Read and code every file of the archive again by the installed release (after an upgrade).")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense reprocess\n")
    .action(async (options: { json?: boolean }, command: Command) => {
      const archive = await openArchive(command);
      try {
        await reprocess(archive, options);
      } finally {
        await archive.close();
      }
    });
}

async function reprocess(archive: Archive, options: { json?: boolean }): Promise<void> {
  const { pool, config } = archive;
  const pinned = await readPins(pool);
  if (pinned === null) throw new ExpectedError("This archive is empty: there is nothing to read again.");
  const present = [...(await readKnownFiles(pool))].filter(([, file]) => file.isPresent);
  const sources = [...new Set(present.map(([source]) => splitSource(source).path))];
  const found = await findFiles(sources);
  const gone = sources.filter((source) => !found.files.some((file) => file.path === source));
  if (gone.length > 0) {
    throw new ExpectedError(
      `${gone.length} files of the archive are not where they were (such as ${gone[0]}, in ${dirname(gone[0] ?? "")}). ` +
        "Nothing was changed: an archive must not become a mixture of versions. Put them back, " +
        "ingest their new place, or remove them with `boardsense remove`.",
    );
  }
  const { runId, plan, pins, changes } = await beginUpgrade(pool, { pinned, ocr: config.BOARDSENSE_OCR });
  await offerFoundFiles(pool, {
    files: found.files,
    manifest: null,
    password: null,
    plan: { runId, codeKey: plan.codeKey, ...pins, ocr: config.BOARDSENSE_OCR },
  });
  const isFinished = await processArchive(archive, {
    runId,
    codeKey: plan.codeKey,
    isQuiet: options.json === true,
  });
  const outcomes = await countOutcomes(pool);
  if (isFinished) await refreshMeasures(pool);
  await finishRun(pool, runId, {
    status: isFinished ? "done" : "stopped",
    counts: Object.fromEntries(outcomes),
  });
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ runId, isFinished, changes, outcomes: Object.fromEntries(outcomes) }, null, 2)}\n`
      : `${isFinished ? "Read and coded again" : "Stopped; run the same command again to go on"}: ${describeOutcomes(outcomes)}.\n`,
  );
  const code = hasUncoded(outcomes) ? EXIT.someNotCoded : EXIT.done;
  process.exitCode = isFinished ? Math.max(code, await tellFailedBodies(pool)) : EXIT.interrupted;
}
