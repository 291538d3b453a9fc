import { Command, InvalidArgumentError } from "commander";
import { countOutcomes, finishRun } from "../../sql/load/index.js";
import { beginRun } from "../../workers/ingest/begin-run.js";
import { type Archive, withArchive } from "../archive.js";
import { EXIT } from "../errors.js";
import { processArchive } from "../run/process-archive.js";
import { checkReason, RETRY_REASONS } from "../run/reasons.js";
import { listStillFailed, type RetryChoice, retryWork } from "../run/retry-work.js";
import { describeOutcomes, hasUncoded } from "../run/summary.js";

interface RetryOptions {
  reason?: string;
  document?: string[];
  organisation?: string[];
  run?: string;
  json?: boolean;
}

/** `boardsense retry`: does work again that was not done. */
export function retryCommand(): Command {
  return new Command("retry")
    .description(
      "Do again what was not done: all of it, or that of a reason, a run, a document or a body. `boardsense failures` lists it.",
    )
    .option("--reason <reason>", `only what ended so: ${RETRY_REASONS.join(", ")}`)
    .option("--document <id...>", "only these documents, whatever their outcome")
    .option("--organisation <code...>", "only the innovations of these bodies")
    .option("--run <id>", "only what failed in this run", readRunId)
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", '\nExample:\n\n    boardsense retry --reason "took too long"\n')
    .action(async (options: RetryOptions, command: Command) => {
      const choice: RetryChoice = {
        reason: checkReason(options.reason),
        ...(options.document === undefined ? {} : { documentIds: options.document }),
        ...(options.organisation === undefined ? {} : { organisationCodes: options.organisation }),
        ...(options.run === undefined ? {} : { runId: options.run }),
      };
      await withArchive(command, (archive) => retry(archive, choice, options));
    });
}

function readRunId(text: string): string {
  if (/^[1-9]\d{0,17}$/.test(text)) return text;
  throw new InvalidArgumentError("The number of a run: boardsense runs list.");
}

async function retry(archive: Archive, choice: RetryChoice, options: RetryOptions): Promise<void> {
  const { pool, config } = archive;
  const plan = await beginRun(pool, {
    command: "retry",
    arguments: { ...options },
    ocr: config.BOARDSENSE_OCR,
  });
  const { runId } = plan;
  try {
    const retried = await retryWork(archive, plan, choice);
    const isFinished = await processArchive(archive, {
      ...plan,
      isQuiet: options.json === true,
      documentIds: retried.documentIds,
    });
    const outcomes = await countOutcomes(pool, runId);
    const failed = await listStillFailed(archive, retried);
    const documents = retried.documentIds.length;
    const bodies = retried.organisationCodes.length;
    await finishRun(pool, runId, {
      status: isFinished ? "done" : "stopped",
      counts: { retried: documents, bodies, ...Object.fromEntries(outcomes) },
    });
    const words = [
      ...(documents === 0 ? [] : [`${documents} ${documents === 1 ? "document" : "documents"}`]),
      ...(bodies === 0 ? [] : [`${bodies} ${bodies === 1 ? "body" : "bodies"}`]),
    ];
    const answer =
      words.length === 0
        ? "There is nothing of that kind to try again.\n"
        : `Tried again: ${words.join(" and ")}. ${documents === 0 ? "" : `Documents: ${describeOutcomes(outcomes)}. `}` +
          `${failed.length === 0 ? "Nothing of it failed." : `${failed.length} failed again: boardsense failures`}\n`;
    const json = { runId, retried: retried.documentIds, bodies: retried.organisationCodes, failed };
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ ...json, outcomes: Object.fromEntries(outcomes) }, null, 2)}\n`
        : answer,
    );
    const isUndone = failed.length > 0 || hasUncoded(outcomes);
    process.exitCode = !isFinished ? EXIT.interrupted : isUndone ? EXIT.someNotCoded : EXIT.done;
  } catch (error) {
    await finishRun(pool, runId, { status: "failed", detail: (error as Error).message }).catch(
      () => undefined,
    );
    throw error;
  }
}
