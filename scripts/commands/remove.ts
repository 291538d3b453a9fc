import { resolve } from "node:path";
import { Command } from "commander";
import { finishRun, readDocument, removeDocument } from "../../sql/load/index.js";
import { runQuery } from "../../sql/run-query.js";
import { beginRun } from "../../workers/ingest/begin-run.js";
import { eraseKept, fetchedFolder } from "../../workers/sources/fetch/index.js";
import { openArchive } from "../archive.js";
import { EXIT, UsageError } from "../errors.js";
import { refreshMeasures } from "../measures/refresh.js";
import { tellFailedBodies } from "../run/failed-bodies.js";
import { processArchive } from "../run/process-archive.js";

/** `boardsense remove`: erases documents with all that came of them. */
export function removeCommand(): Command {
  return new Command("remove")
    .description(
      "Erase documents from the archive with all that came of them: minutes, codings, innovations.",
    )
    .argument("<document...>", "ids of documents, or paths of their files")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense remove minutes/2010-01-28.pdf\n")
    .action(async (names: string[], options: { json?: boolean }, command: Command) => {
      const archive = await openArchive(command);
      try {
        const { pool, config } = archive;
        const found = await runQuery<{ name: string; document_id: string }>(pool, "find_documents", [
          names,
          names.map((name) => resolve(name)),
        ]);
        const unknown = names.filter((name) => !found.some((row) => row.name === name));
        if (unknown.length > 0) {
          throw new UsageError(
            `Not in this archive: ${unknown.join(", ")}. Nothing was removed. ` +
              '`boardsense sql "select document_id, source from marts.documents"` lists what is.',
          );
        }
        const plan = await beginRun(pool, {
          command: "remove",
          arguments: { names },
          ocr: config.BOARDSENSE_OCR,
        });
        const removed: string[] = [];
        for (const documentId of new Set(found.map((row) => row.document_id))) {
          const document = await readDocument(pool, documentId);
          const { sources } = await removeDocument(pool, { documentId, runId: plan.runId });
          removed.push(...sources);
          const sha256 = document?.sha256 ?? null;
          if (sha256 !== null) await eraseKept(fetchedFolder(config, archive.dataFolder), sha256);
        }
        // Innovations that lived in several documents are counted again without the erased ones.
        const isFinished = await processArchive(archive, { ...plan, isQuiet: true });
        if (isFinished) await refreshMeasures(pool);
        await finishRun(pool, plan.runId, {
          status: isFinished ? "done" : "stopped",
          counts: { removed: removed.length },
        });
        process.stdout.write(
          options.json
            ? `${JSON.stringify({ runId: plan.runId, removed }, null, 2)}\n`
            : `Removed with all that came of them:\n${removed.map((source) => `  ${source}\n`).join("")}`,
        );
        const code = await tellFailedBodies(pool);
        process.exitCode = isFinished ? code : EXIT.interrupted;
      } finally {
        await archive.close();
      }
    });
}
