import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";
import { finishRun, readPins } from "../../sql/load/index.js";
import { installedPlan } from "../../workers/coding/coding-plan.js";
import { beginUpgrade, describeUpgrade, pinsOf } from "../../workers/ingest/begin-run.js";
import { findFiles } from "../../workers/sources/find-files.js";
import { readManifest } from "../../workers/sources/manifest.js";
import { type Archive, namesFolder, openArchive } from "../archive.js";
import { describeDemo, readDemo } from "../demo/show.js";
import { EXIT } from "../errors.js";
import { renderReport } from "../report/index.js";
import { readErrorRates } from "../report/read-error-rates.js";
import { readReportModel } from "../report/read-model.js";
import { ingest } from "./ingest.js";

const SAMPLES = join(PACKAGE_ROOT, "samples");

/** `boardsense demo`: reads and codes the sample archive that ships, and shows what comes out. */
export function demoCommand(): Command {
  return new Command("demo")
    .description(
      "Read and code the sample archive that ships, in a data folder of its own, and show what comes out.",
    )
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense demo\n")
    .action(async (options: { json?: boolean }, command: Command) => {
      const archive = await openArchive(command, { isDemonstration: true });
      try {
        if (!namesFolder(command, archive.config)) await bringUpToDate(archive);
        await demonstrate(archive, options);
      } finally {
        await archive.close();
      }
    });
}

/**
 * A demonstration of another release would be refused as any archive. For its own folder alone: that holds samples
 * only, all of which are read anew. In an archive of the user's it would leave a mixture of versions behind.
 */
export async function bringUpToDate({ pool, config }: Archive): Promise<void> {
  const pinned = await readPins(pool);
  if (pinned === null || describeUpgrade(pinned, pinsOf(installedPlan())).length === 0) return;
  const { runId, changes } = await beginUpgrade(pool, { pinned, ocr: config.BOARDSENSE_OCR });
  await finishRun(pool, runId, { status: "done", counts: {} });
  process.stderr.write(`Made by another release, the demonstration is made anew (${changes.join(", ")}).\n`);
}

async function demonstrate(archive: Archive, options: { json?: boolean }): Promise<void> {
  const rows = await readManifest(join(SAMPLES, "manifest.csv"));
  const folder = join(SAMPLES, "minutes");
  const found = await findFiles([folder]);
  const result = await ingest(archive, { paths: [folder], found, rows, ...options });
  const demo = await readDemo(archive, result);
  const everything = { organisationCode: null, fromDate: null, toDate: null };
  const model = await readReportModel(archive.pool, everything, readErrorRates());
  writeFileSync(demo.reportFile, await renderReport(model, "html"));
  process.stdout.write(options.json ? `${JSON.stringify(demo, null, 2)}\n` : describeDemo(demo));
  process.exitCode = result.isFinished ? EXIT.done : EXIT.interrupted;
}
