import { Command } from "commander";
import { OUTCOMES, Outcome, SETTLED_OUTCOMES } from "../../schemas/outcome.js";
import { countOutcomes, finishRun, retryDocuments } from "../../sql/load/index.js";
import { beginRun } from "../../workers/ingest/begin-run.js";
import { openArchive } from "../archive.js";
import { EXIT, UsageError } from "../errors.js";
import { processArchive } from "../run/process-archive.js";
import { describeOutcomes, hasUncoded } from "../run/summary.js";

interface RetryOptions {
  reason?: string;
  document?: string[];
  run?: string;
  json?: boolean;
}

/** `boardsense retry`: reads documents again that could not be read. */
export function retryCommand(): Command {
  return new Command("retry")
    .description(
      "Read documents again that were not coded: all of them, or those of a reason, a run or by id.",
    )
    .option("--reason <outcome>", `only those that ended so: ${failures().join(", ")}`)
    .option("--document <id...>", "only these, whatever their outcome")
    .option("--run <id>", "only those that failed in this run")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", '\nExample:\n\n    boardsense retry --reason "took too long"\n')
    .action(async (options: RetryOptions, command: Command) => {
      const reason = checkReason(options.reason);
      const archive = await openArchive(command);
      try {
        const { pool, config } = archive;
        const plan = await beginRun(pool, {
          command: "retry",
          arguments: { ...options },
          ocr: config.BOARDSENSE_OCR,
        });
        const ids = await retryDocuments(pool, {
          ...(options.document === undefined ? { outcomes: reason === null ? failures() : [reason] } : {}),
          ...(options.document === undefined ? {} : { documentIds: options.document }),
          ...(options.run === undefined ? {} : { runId: options.run }),
        });
        const isFinished = await processArchive(archive, {
          ...plan,
          isQuiet: options.json === true,
          documentIds: ids,
        });
        const outcomes = await countOutcomes(pool, plan.runId);
        await finishRun(pool, plan.runId, {
          status: isFinished ? "done" : "stopped",
          counts: { retried: ids.length, ...Object.fromEntries(outcomes) },
        });
        process.stdout.write(
          options.json
            ? `${JSON.stringify({ runId: plan.runId, retried: ids, outcomes: Object.fromEntries(outcomes) }, null, 2)}\n`
            : ids.length === 0
              ? "There is nothing of that kind to try again.\n"
              : `Tried ${ids.length} again: ${describeOutcomes(outcomes)}.\n`,
        );
        process.exitCode = !isFinished
          ? EXIT.interrupted
          : hasUncoded(outcomes)
            ? EXIT.someNotCoded
            : EXIT.done;
      } finally {
        await archive.close();
      }
    });
}

function failures(): Outcome[] {
  return OUTCOMES.filter((outcome) => outcome !== "waiting" && !SETTLED_OUTCOMES.includes(outcome));
}

function checkReason(reason: string | undefined): Outcome | null {
  if (reason === undefined) return null;
  const parsed = Outcome.safeParse(reason);
  if (!parsed.success || !failures().includes(parsed.data)) {
    throw new UsageError(`--reason '${reason}' is none of: ${failures().join(", ")}.`);
  }
  return parsed.data;
}
