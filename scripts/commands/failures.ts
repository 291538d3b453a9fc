import { Command, InvalidArgumentError } from "commander";
import { countFailures, type Failure, type FailureCount, listFailures } from "../../sql/load/index.js";
import { withArchive } from "../archive.js";
import { checkReason, RETRY_REASONS } from "../run/reasons.js";
import { renderTable } from "../table.js";

interface FailuresOptions {
  reason?: string;
  limit: number;
  json?: boolean;
}

const ALL = 1_000_000_000;
const NAMED = 50;

/** Where a cause lies, as a table head says it. */
const CAUSES: Record<FailureCount["because"], string> = {
  file: "the file itself",
  boardsense: "a fault of boardsense: please report it",
  surroundings: "a file, server, disk or network that was away",
};

/** `boardsense failures`: what was not done and why, with the command that tries each again. */
export function failuresCommand(): Command {
  return new Command("failures")
    .description(
      "Show every file and piece of work that was not done: where it stopped, whose fault it is, its last error, and the command that tries it again.",
    )
    .option("--reason <reason>", `only these: ${RETRY_REASONS.join(", ")}`)
    .option("--limit <n>", "how many to name one by one; 0 names all", readLimit, NAMED)
    .option("--json", "machine-readable answer on stdout, with all of them")
    .addHelpText("after", "\nExample:\n\n    boardsense failures --reason damaged\n")
    .action(async ({ reason, limit, json }: FailuresOptions, command: Command) => {
      const only = checkReason(reason);
      await withArchive(command, async ({ pool }) => {
        const counts = (await countFailures(pool)).filter((count) => only === null || count.reason === only);
        const most = json || limit === 0 ? ALL : limit;
        const failures = await listFailures(pool, { reason: only, limit: most });
        process.stdout.write(
          json ? `${JSON.stringify({ counts, failures }, null, 2)}\n` : describe(counts, failures),
        );
      });
    });
}

function readLimit(text: string): number {
  if (/^\d{1,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A whole number from 0.");
}

function describe(counts: readonly FailureCount[], failures: readonly Failure[]): string {
  if (counts.length === 0) return "Nothing failed.\n";
  const total = counts.reduce((sum, count) => sum + count.failures, 0);
  const rows = counts.map(({ reason, failures, because }) => [reason, failures, CAUSES[because]]);
  const lines = [renderTable(["reason", "number", "the cause lies in"], rows)];
  for (const failure of failures) {
    const page = failure.page === null ? "" : `, page ${failure.page}`;
    lines.push(
      `${failure.reason}${page}: ${failure.source ?? `the innovations of the body ${failure.organisationCode}`}`,
      `  ${failure.lastError ?? "No detail."}`,
      `  ${sayHistory(failure)}`,
      `  ${failure.retryWith}`,
    );
  }
  if (failures.length < total) {
    lines.push(`… and ${total - failures.length} more (boardsense failures --limit 0)`);
  }
  lines.push("All of a reason at once: boardsense retry --reason REASON");
  return `${lines.join("\n")}\n`;
}

function sayHistory({ stage, attempts, failedAt, runId }: Failure): string {
  const parts = [
    `at ${stage}`,
    `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`,
    ...(failedAt === null ? [] : [`last ${failedAt.toISOString()}`]),
    ...(runId === null ? [] : [`run ${runId}`]),
  ];
  return parts.join(", ");
}
